import { type Message, placeOf } from '../messages/message.ts';
import type { Bookmark } from './bookmarks-store.ts';
import type { ConversationReader } from './reader.ts';

/** How many messages lie from one bookmark to the next. */
export const SPACING = 100;

/** A long walk keeps one bookmark in so many messages; the jumps that follow fill in the others. */
export const SPARSE_SPACING = 1000;

/**
 * How old, in milliseconds, a message is before a bookmark may count it. What is older cannot gain a neighbour:
 * DynamoDB refuses a put that was signed more than 5 minutes ago.
 */
const FINAL_AFTER = 10 * 60_000;

/** The place before the first message: a bookmark that is always set. */
export const BEGINNING = { ordinal: 0, place: undefined } as const;

/** A place whose ordinal is known. */
export type Mark = Bookmark | typeof BEGINNING;

/** Where a walk ended, and the bookmarks that it set. */
export type Walk = { readonly reached: Mark; readonly marks: readonly Bookmark[] };

/**
 * Walks from a bookmark over everything that is old enough, and sets the missing ones on the way: every hundredth, but
 * of a long walk every thousandth. It reads strongly, in portions of 1 MB; what it has set stays when it is cut short.
 */
export async function extendBookmarks(reader: ConversationReader, from: Mark): Promise<Walk> {
  const until = reader.placeBack(FINAL_AFTER);
  const setting: Promise<void>[] = [];
  const marks: Bookmark[] = [];
  let reached: Mark = from;
  for await (const places of reader.places({
    towards: 'newer',
    from: from.place,
    until,
    limit: Number.POSITIVE_INFINITY,
    consistent: true,
  })) {
    const passed: Bookmark[] = [];
    for (const place of places) {
      if (place === from.place) continue;
      reached = { ordinal: reached.ordinal + 1, place };
      if (reached.ordinal % SPACING === 0) passed.push(reached);
    }
    const isLong = reached.ordinal - from.ordinal > SPARSE_SPACING;
    const kept = passed.filter(({ ordinal }) => !isLong || ordinal % SPARSE_SPACING === 0);
    marks.unshift(...kept.toReversed());
    setting.push(reader.setBookmarks(kept));
  }
  await Promise.all(setting);
  return { reached, marks };
}

/** The bookmarks that messages read strongly give, the first of them being of that ordinal. */
export const bookmarksIn = (reader: ConversationReader, messages: readonly Message[], first: number): Bookmark[] => {
  const young = reader.placeBack(FINAL_AFTER);
  return messages
    .map(({ id }, index) => ({ ordinal: first + index, place: placeOf(id) }))
    .filter(({ ordinal, place }) => ordinal % SPACING === 0 && place < young);
};

/** Whether a bookmark is missing among messages, the first of them being of that ordinal. */
export const lacksBookmark = (reader: ConversationReader, messages: readonly Message[], first: number): boolean =>
  bookmarksIn(reader, messages, first).length > 0;
