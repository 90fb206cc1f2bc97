import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type TableName, tableName, tables } from '../../lib/tables.ts';
import { engine } from './engine.ts';

/** Every item of a table. */
export async function* itemsOf(database: DynamoDBDocumentClient, TableName: string) {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const command = new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey });
    const { Items = [], LastEvaluatedKey } = await database.send(command);
    yield* Items;
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

type Lasting = Readonly<Record<Exclude<TableName, 'Attempts'>, readonly string[]>>;

/**
 * All items of the tables with that prefix in the test run's engine, each as JSON, in an order that is always the same; but
 * for Attempts, where a log-in that fails is counted.
 */
export async function everythingLasting(prefix: string): Promise<Lasting> {
  const database = engine();
  const { Attempts: _, ...lasting } = tables;
  const entries = Object.keys(lasting).map(async (name) => {
    const items: string[] = [];
    for await (const item of itemsOf(database, tableName(prefix, name as TableName))) items.push(JSON.stringify(item));
    return [name, items.sort()];
  });
  try {
    return Object.fromEntries(await Promise.all(entries));
  } finally {
    database.destroy();
  }
}
