import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTables } from '../../../infra/local/create-tables.ts';
import { type Engine, startEngine } from '../../../infra/local/engine.ts';
import { type Table, type TableName, tableName, tables } from '../../../lib/tables.ts';
import { clientOf, createTable, hasUser, kindOfThisRun, PREFIX, putUser } from './support/dynamodb.ts';

const all = Object.entries<Table>(tables).map(([name, table]) => ({
  name: tableName(PREFIX, name as TableName),
  table,
}));

const describeTable = async (client: DynamoDBClient, TableName: string) =>
  (await client.send(new DescribeTableCommand({ TableName }))).Table;

describe(`creating the tables on the ${kindOfThisRun} engine`, () => {
  let engine: Engine;
  let client: DynamoDBClient;

  beforeAll(async () => {
    engine = await startEngine({ kind: kindOfThisRun });
    client = clientOf(engine.endpoint);
    await Promise.all([createTables(client, PREFIX), createTables(clientOf(engine.endpoint), PREFIX)]);
  });

  afterAll(() => engine.stop());

  it('makes each of them once, also when two processes do so at the same time', async () => {
    const { TableNames } = await client.send(new ListTablesCommand({}));

    expect(TableNames?.sort()).toEqual(all.map(({ name }) => name).sort());
  });

  it.each(all)('makes $name as the schema has it, ready for use and on demand', async ({ name, table }) => {
    const created = await describeTable(client, name);

    const keys = [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])];
    expect(created?.TableStatus).toBe('ACTIVE');
    expect(created?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(created?.KeySchema?.map(({ AttributeName }) => AttributeName)).toEqual(keys.map((key) => key.name));
    expect(new Set(created?.AttributeDefinitions)).toEqual(
      new Set(keys.map((key) => ({ AttributeName: key.name, AttributeType: key.type }))),
    );
  });

  it('leaves tables alone that are there already', async () => {
    await putUser(engine.endpoint, 'alice');

    await createTables(client, PREFIX);

    expect(await hasUser(engine.endpoint, 'alice')).toBe(true);
  });

  it.each([
    ['another sort key', 'Messages', ['conversation', 'id']],
    ['a sort key too many', 'Users', ['username', 'id']],
    ['keys of another type', 'Bookmarks', ['conversation', 'ordinal']],
  ])('refuses a table that is there with %s', async (_, name, keys) => {
    const prefix = `Other${name}`;
    const full = tableName(prefix, name as TableName);
    await createTable(client, full, keys);

    const creating = createTables(client, prefix);

    await expect(creating).rejects.toThrow(`The keys of table ${full} are not those of this version.`);
  });

  if (kindOfThisRun === 'dynamodb-local') {
    it.each(all)('lets the items of $name end as the schema says', async ({ name, table }) => {
      const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));

      expect(TimeToLiveDescription?.AttributeName).toBe(table.timeToLive);
    });
  }
});
