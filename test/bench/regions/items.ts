import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { type Table, type TableName, tables } from '../../../lib/tables.ts';
import { engine, productTable } from '../../support/engine.ts';

type Item = Readonly<Record<string, unknown>>;

/** All that an engine holds, by table. */
export type Items = Readonly<Record<TableName, readonly Item[]>>;

/** Reads an engine whole, past the product. */
export async function everyItem(endpoint: string): Promise<Items> {
  const client = engine(endpoint);
  const items = Object.fromEntries(Object.keys(tables).map((table) => [table, [] as Item[]])) as Record<
    TableName,
    Item[]
  >;
  for (const [table, found] of Object.entries(items)) {
    const TableName = productTable(table as TableName);
    for await (const page of paginateScan({ client }, { TableName, ConsistentRead: true }))
      found.push(...(page.Items ?? []));
  }
  client.destroy();
  return items;
}

/** The tables that both regions must hold alike. */
export const replicatedTables = Object.entries<Table>(tables)
  .filter(([, { regional }]) => !regional)
  .map(([name]) => name as TableName);

/** The ids of every conversation's messages, oldest first. */
export function idsByConversation({ Messages }: Items): ReadonlyMap<string, readonly string[]> {
  const byConversation = Map.groupBy(Messages, ({ conversation }) => String(conversation));
  const entries = [...byConversation].map(
    ([conversation, items]) =>
      [
        conversation,
        items
          .map(({ sentAt }) => String(sentAt))
          .sort()
          .map((place) => place.replace(/^.*#/, '')),
      ] as const,
  );
  return new Map(entries);
}
