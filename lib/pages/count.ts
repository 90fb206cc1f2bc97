import { type Message, placeOf } from '../messages/message.ts';
import { extendBookmarks, lacksBookmark, type Mark } from './bookmarks.ts';
import type { Bookmark } from './bookmarks-store.ts';
import { type ConversationReader, SETTLED_AFTER } from './reader.ts';

/** The newest messages of a conversation, oldest first, from the one behind a mark to the last. */
export type Tail = { readonly after: number; readonly messages: readonly Message[] };

/** How many messages a conversation has. */
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
const LONGEST_TAIL = 300;

/**
 * Counts a conversation: the last bookmark's ordinal and what follows it, which is read at half the price up to 30 s
 * back. One round trip, and a walk first where bookmarks are far behind.
 */
export async function countMessages(reader: ConversationReader, last: Mark): Promise<Count> {
  const messages = await tailAfter(reader, last);
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

/** What follows a mark, oldest first: all of it, or more than {@link LONGEST_TAIL} where there are so many. */
async function tailAfter(reader: ConversationReader, { place: start }: Mark): Promise<Message[]> {
  const settled = reader.placeBack(SETTLED_AFTER);
  const limit = LONGEST_TAIL + 2;
  const [older, newer] = await Promise.all([
    reader.take({ towards: 'older', from: settled, until: start, limit }),
    reader.take({ towards: 'newer', from: start && start > settled ? start : settled, limit, consistent: true }),
  ]);
  const newestOlder = older[0] && placeOf(older[0].id);
  return [
    ...older.reverse().filter(({ id }) => placeOf(id) !== start),
    ...newer.filter(({ id }) => placeOf(id) !== start && placeOf(id) !== newestOlder),
  ];
}
