import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { EngineKind } from '../../../../infra/local/engine.ts';
import { tableName } from '../../../../lib/tables.ts';

/** The engine that the whole test run is about: DynamoDB Local, with its Java, only where that was asked for. */
export const kindOfThisRun = (process.env.TEST_ENGINE ?? 'embedded') as EngineKind;

/** A client of the engine at that endpoint. */
export const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** The prefix of the tables that a test creates. */
export const PREFIX = 'Test';

const TableName = tableName(PREFIX, 'Users');

/** Stores a user of that name. */
export const putUser = (endpoint: string, username: string) =>
  clientOf(endpoint).send(new PutItemCommand({ TableName, Item: { username: { S: username } } }));

/** Whether there is a user of that name. */
export async function hasUser(endpoint: string, username: string): Promise<boolean> {
  const Key = { username: { S: username } };
  const { Item } = await clientOf(endpoint).send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  return Item !== undefined;
}

/** Creates a table that has these keys, all of them strings, partition key first. */
export const createTable = (client: DynamoDBClient, name: string, keys: readonly string[]) =>
  client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
      KeySchema: keys.map((key, index) => ({ AttributeName: key, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    }),
  );
