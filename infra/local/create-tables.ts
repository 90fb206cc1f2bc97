import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type TableName as Name, type Table, tableName, tables } from '../../lib/tables.ts';

/** Creates every table that is missing, and waits until all can be used. Several processes may do so at once. */
export async function createTables(client: DynamoDBClient, prefix: string): Promise<void> {
  await Promise.all(
    Object.entries<Table>(tables).map(([name, table]) => createTable(client, tableName(prefix, name as Name), table)),
  );
}

async function createTable(client: DynamoDBClient, TableName: string, table: Table): Promise<void> {
  const keys = [table.partitionKey, ...(table.sortKey === undefined ? [] : [table.sortKey])];

  if ((await statusOf(client, TableName)) === undefined) {
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
  await becomesActive(client, TableName);

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

async function becomesActive(client: DynamoDBClient, TableName: string): Promise<void> {
  const deadline = Date.now() + ACTIVE_WITHIN_MILLISECONDS;
  while ((await statusOf(client, TableName)) !== 'ACTIVE') {
    if (Date.now() > deadline) throw new Error(`table ${TableName} is still not active`);
    await sleep(20);
  }
}

async function statusOf(client: DynamoDBClient, TableName: string): Promise<string | undefined> {
  const answer = await client
    .send(new DescribeTableCommand({ TableName }))
    .catch(unless((error) => error instanceof ResourceNotFoundException));
  return answer?.Table?.TableStatus;
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
