import { type Message, type Place, placeOf } from '../messages/message.ts';
import { type Bookmarks, FINAL_AFTER, type Mark, SPACING } from './bookmarks.ts';
import { type ConversationReader, SETTLED_AFTER } from './reader.ts';

/** The newest messages of a conversation, oldest first, from the one behind an ordinal to the last that was asked for. */
export type Tail = { readonly after: number; readonly messages: readonly Message[] };

/** More messages behind the last bookmark than there are while bookmarks are current. */
const LONGEST_TAIL = 300;

/** How many messages there are, with all of a tail. */
export const totalOf = ({ after, messages }: Tail): number => after + messages.length;

/**
 * Counts a conversation: the last bookmark's ordinal, and what follows it, which is read at half the price up to 30 s
 * back. One round trip. It is content with `enough` messages: where there are so many that are settled it reads no
 * further, and else makes a second round trip. Where a bookmark is due, or too many follow the last one, it walks past
 * them instead. The count is kept, so that whoever asks for pages as of so many messages need not count them.
 */
export async function countMessages(reader: ConversationReader, bookmarks: Bookmarks, enough?: number): Promise<Tail> {
  const { last, counted } = bookmarks;
  const settled = settledAfter(reader, last);
  const isEnough = enough !== undefined && last.ordinal + (await settled).length >= enough;
  const messages = isEnough ? await settled : await joined(settled, unsettledAfter(reader, last));

  const hundredth = messages[SPACING - 1];
  const isDue = hundredth !== undefined && placeOf(hundredth.id) < reader.placeBack(FINAL_AFTER);
  const isWalked = isDue || messages.length > LONGEST_TAIL;
  const tail = isWalked ? { after: await bookmarks.walkToEnd(), messages: [] } : { after: last.ordinal, messages };
  if (totalOf(tail) > counted) reader.keepCount(totalOf(tail));
  return tail;
}

/** The ordinal of the first message at or after a place behind the last bookmark; of one more than there are, at the end. */
export async function ordinalIn(bookmarks: Bookmarks, tail: Tail | undefined, place: Place): Promise<number> {
  if (!tail || tail.messages.length === 0) return bookmarks.ordinalOf(place);
  return tail.after + 1 + tail.messages.filter(({ id }) => placeOf(id) < place).length;
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
