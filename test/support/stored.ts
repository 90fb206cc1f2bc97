import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type TableName, tableName, tables } from '../../lib/tables.ts';
import { engine } from './engine.ts';

/** Every item by its table, each as JSON, in an order that is always the same. */
export type Stored = Readonly<Record<TableName, readonly string[]>>;

/** All items of all tables with that prefix, in the test run's engine. */
export async function everythingStored(prefix: string): Promise<Stored> {
  const database = engine();
  const scan = async (name: string) => {
    const items: string[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await database.send(
        new ScanCommand({
          TableName: tableName(prefix, name as TableName),
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      items.push(...Items.map((item) => JSON.stringify(item)));
      from = LastEvaluatedKey;
    } while (from);
    return [name, items.sort()];
  };
  try {
    return Object.fromEntries(await Promise.all(Object.keys(tables).map(scan)));
  } finally {
    database.destroy();
  }
}

/** The same but for Attempts, where a log-in that fails is counted. */
export async function everythingLasting(prefix: string): Promise<Omit<Stored, 'Attempts'>> {
  const { Attempts: _, ...lasting } = await everythingStored(prefix);
  return lasting;
}
