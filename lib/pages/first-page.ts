import { directions, labelled, type Order, type Page } from './page.ts';
import type { ConversationReader } from './reader.ts';

/** The first page of an order: one query. */
export async function firstPage(
  reader: ConversationReader,
  { pageSize, order }: { readonly pageSize: number; readonly order: Order },
): Promise<Page> {
  const found = await reader.take({ towards: directions[order].onward, limit: pageSize + 1 });
  const messages = found.slice(0, pageSize);
  const last = messages.at(-1);
  const next = last && found.length > pageSize ? labelled({ side: 'after', id: last.id }, 2) : null;
  return { messages, page: 1, pageSize, order, next, previous: null, poll: null, asOf: null };
}
