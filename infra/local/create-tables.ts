import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type KeyAttribute, type TableName as Name, type Table, tableName, tables } from '../../lib/tables.ts';

/** A table that is there already has other keys than the schema says: an earlier version made it, or a later one. */
export class OtherSchema extends Error {
  override readonly name = 'OtherSchema';
}

/**
 * Creates every table that is missing, and waits until all can be used. Several processes may do so at once.
 * Throws {@link OtherSchema} where a table is there that has other keys, once nothing more is under way.
 */
export async function createTables(client: DynamoDBClient, prefix: string): Promise<void> {
  const all = await Promise.allSettled(
    Object.entries<Table>(tables).map(([name, table]) => createTable(client, tableName(prefix, name as Name), table)),
  );
  for (const one of all) if (one.status === 'rejected') throw one.reason;
}

async function createTable(client: DynamoDBClient, TableName: string, table: Table): Promise<void> {
  const keys = [table.partitionKey, ...(table.sortKey === undefined ? [] : [table.sortKey])];

  if ((await find(client, TableName)) === undefined) {
    await client
      .send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: keys.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
          KeySchema: keys.map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
        }),
      )
      .catch(unless((error) => error instanceof ResourceInUseException)); // another process was quicker
  }
  const created = await becomesActive(client, TableName);
  if (!sameKeys(keys, created)) throw new OtherSchema(`The keys of table ${TableName} are not those of this version.`);

  if (table.timeToLive !== undefined) {
    await client
      .send(
        new UpdateTimeToLiveCommand({
          TableName,
          TimeToLiveSpecification: { AttributeName: table.timeToLive, Enabled: true },
        }),
      )
      .catch(unless(isOnAlready))
      .catch(unless(isUnknownOperation));
  }
}

const ACTIVE_WITHIN_MILLISECONDS = 10_000;

async function becomesActive(client: DynamoDBClient, TableName: string): Promise<TableDescription> {
  const deadline = Date.now() + ACTIVE_WITHIN_MILLISECONDS;
  for (;;) {
    const table = await find(client, TableName);
    if (table?.TableStatus === 'ACTIVE') return table;
    if (Date.now() > deadline) throw new Error(`table ${TableName} is still not active`);
    await sleep(20);
  }
}

async function find(client: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  const answer = await client
    .send(new DescribeTableCommand({ TableName }))
    .catch(unless((error) => error instanceof ResourceNotFoundException));
  return answer?.Table;
}

/** Whether a table has exactly these keys, partition key first. */
function sameKeys(keys: readonly KeyAttribute[], { KeySchema = [], AttributeDefinitions = [] }: TableDescription) {
  const typeOf = new Map(
    AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  const ofTable = KeySchema.map(({ AttributeName }) => ({ name: AttributeName, type: typeOf.get(AttributeName) }));
  return isDeepStrictEqual(ofTable, keys);
}

const unless =
  (isExpected: (error: Error) => boolean) =>
  (error: Error): undefined => {
    if (!isExpected(error)) throw error;
  };

const isOnAlready = ({ name, message }: Error): boolean =>
  name === 'ValidationException' && message.includes('already enabled');

/** The embedded engine knows no time to live. */
const isUnknownOperation = ({ name }: Error): boolean => name === 'UnknownOperationException';
