import { highestId, lowestId, placeOf } from '../messages/message.ts';
import { type Cursor, directions, labelled, type Order, type Page } from './page.ts';
import type { ConversationReader } from './reader.ts';

/** Which page to read: the one at that cursor. Its number is a label, which tells where `asOf` ends it. */
type CursorPage = {
  readonly cursor: Cursor;
  readonly page?: number | undefined;
  readonly pageSize: number;
  readonly order: Order;
  readonly asOf?: number | undefined;
};

/** The ids that every message lies between, in each order. */
const ends = {
  newest: { first: highestId, last: lowestId },
  oldest: { first: lowestId, last: highestId },
} as const;

/**
 * The page at a cursor: one query, from the cursor's own message on. Meeting that message proves that the page has a
 * neighbour on its other side; a cursor that names none costs a look there.
 */
export async function cursorPage(reader: ConversationReader, wanted: CursorPage): Promise<Page> {
  const { cursor, page, pageSize, order, asOf } = wanted;
  const { onward, back } = directions[order];
  const isForth = cursor.side === 'after';
  const from = placeOf(cursor.id);
  const { size, isFirst, isLast } = bounds(wanted);

  const found = await reader.take({ towards: isForth ? onward : back, from, limit: size + 2 });
  const isNamed = found[0]?.id === cursor.id;
  const beyond = isNamed ? found.slice(1) : found;
  const messages = isForth ? beyond.slice(0, size) : beyond.slice(0, size).reverse();

  const isMore = beyond.length > size;
  const isBehind = isNamed || (await reader.take({ towards: isForth ? back : onward, from, limit: 1 })).length > 0;
  const hasNext = !isLast && (isForth ? isMore : isBehind);
  const hasPrevious = !isFirst && (isForth ? isBehind : isMore);

  const next: Cursor = { side: 'after', id: messages.at(-1)?.id ?? ends[order].first };
  const previous: Cursor = { side: 'before', id: messages[0]?.id ?? ends[order].last };
  return {
    messages,
    page: page ?? null,
    pageSize,
    order,
    next: hasNext ? labelled(next, page && page + 1, asOf) : null,
    previous: hasPrevious ? labelled(previous, page && page - 1, asOf) : null,
    poll: null,
    asOf: asOf ?? null,
  };
}

/**
 * How many messages a page can hold, and whether it is at the newest end, which `asOf` sets. The oldest end is where no
 * message is left: one that landed late may have moved it.
 */
function bounds({ page, pageSize, order, asOf }: CursorPage) {
  if (page === undefined || asOf === undefined) return { size: pageSize, isFirst: false, isLast: false };
  if (order === 'newest') return { size: pageSize, isFirst: page === 1, isLast: false };
  const left = Math.max(asOf - (page - 1) * pageSize, 0);
  return { size: Math.min(pageSize, left), isFirst: false, isLast: left <= pageSize };
}
