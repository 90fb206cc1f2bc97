import { type Message, placeOf } from '../messages/message.ts';
import { extendBookmarks, lacksBookmark, type Mark } from './bookmarks.ts';
import type { Bookmark } from './bookmarks-store.ts';
import { type ConversationReader, SETTLED_AFTER } from './reader.ts';

/** The newest messages of a conversation, oldest first, from the one behind a mark to the last. */
export type Tail = { readonly after: number; readonly messages: readonly Message[] };

/** Messages by their ordinals, from the oldest, which is 1. Empty where `last < first`. */
export type Span = { readonly first: number; readonly last: number };

/** The messages of a span that lie in a tail, oldest first. */
export const inTail = ({ after, messages }: Tail, { first, last }: Span): readonly Message[] =>
  last > after ? messages.slice(Math.max(first - after - 1, 0), last - after) : [];

/** How many messages a conversation has, or at least has. */
export type Count = {
  readonly total: number;
  /** The messages that were read to count them; none where they were too many. */
  readonly tail: Tail;
  /** Bookmarks that were set on the way, highest first. */
  readonly marks: readonly Bookmark[];
  /** The setting of bookmarks that were found missing: to be waited for before the answer, and no sooner. */
  readonly upkeep: Promise<unknown>;
};

/** More messages behind the last bookmark than there are while bookmarks are current: it is time to set new ones. */
export const LONGEST_TAIL = 300;

/**
 * Counts a conversation: the last bookmark's ordinal and what follows it, which is read at half the price up to 30 s
 * back. One round trip, and a walk first where bookmarks are far behind. It is content with `enough` messages: where
 * there are so many that are settled, it reads no further, and else makes a second round trip.
 */
export async function countMessages(reader: ConversationReader, last: Mark, enough?: number): Promise<Count> {
  const settled = settledAfter(reader, last);
  const isEnough = enough !== undefined && last.ordinal + (await settled).length >= enough;
  const messages = isEnough ? await settled : await joined(settled, unsettledAfter(reader, last));
  if (messages.length <= LONGEST_TAIL) {
    const upkeep = lacksBookmark(reader, messages, last.ordinal + 1) ? extendBookmarks(reader, last) : undefined;
    const total = last.ordinal + messages.length;
    return { total, tail: { after: last.ordinal, messages }, marks: [], upkeep: Promise.allSettled([upkeep]) };
  }

  const { reached, marks } = await extendBookmarks(reader, last);
  let total = reached.ordinal;
  for await (const places of reader.places({
    towards: 'newer',
    from: reached.place,
    limit: Number.POSITIVE_INFINITY,
    consistent: true,
  })) {
    total += places.filter((place) => place !== reached.place).length;
  }
  return { total, tail: { after: total, messages: [] }, marks, upkeep: Promise.resolve() };
}

/** More messages than the longest tail has, to tell that there are more; the mark's own comes with them. */
const LIMIT = LONGEST_TAIL + 2;

/** What follows a mark and is settled, oldest first, or the newest of it where it is more than {@link LONGEST_TAIL}. */
async function settledAfter(reader: ConversationReader, { place: start }: Mark): Promise<Message[]> {
  const from = reader.placeBack(SETTLED_AFTER);
  const found = await reader.take({ towards: 'older', from, until: start, limit: LIMIT });
  return found.filter(({ id }) => placeOf(id) !== start).reverse();
}

/** What follows a mark and is not settled, oldest first, or the oldest of it where it is more. */
async function unsettledAfter(reader: ConversationReader, { place: start }: Mark): Promise<Message[]> {
  const settled = reader.placeBack(SETTLED_AFTER);
  const from = start && start > settled ? start : settled;
  const found = await reader.take({ towards: 'newer', from, limit: LIMIT, consistent: true });
  return found.filter(({ id }) => placeOf(id) !== start);
}

/** Both parts of a tail. A message at their common end is in both. */
async function joined(...parts: readonly [Promise<Message[]>, Promise<Message[]>]): Promise<Message[]> {
  const [settled, unsettled] = await Promise.all(parts);
  const last = settled.at(-1)?.id;
  return [...settled, ...unsettled.filter(({ id }) => id !== last)];
}
