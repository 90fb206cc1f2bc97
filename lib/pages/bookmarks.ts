import { type Place, placeOf } from '../messages/message.ts';
import type { Bookmark } from './bookmarks-store.ts';
import type { ConversationReader, Direction } from './reader.ts';

/** How many messages lie from one bookmark to the next. */
export const SPACING = 100;

/** A long walk keeps one bookmark in so many messages; the jumps that follow fill in the others. */
const SPARSE_SPACING = 1000;

/**
 * How old, in milliseconds, a message is before a bookmark may count it. What is older cannot gain a neighbour:
 * DynamoDB refuses a put that was signed more than 5 minutes ago.
 */
export const FINAL_AFTER = 10 * 60_000;

/** The place before the first message: a bookmark that is always set. */
export const BEGINNING = { ordinal: 0, place: undefined } as const;

/** A place whose ordinal is known. */
export type Mark = Bookmark | typeof BEGINNING;

export type Bookmarks = Awaited<ReturnType<typeof openBookmarks>>;

/**
 * The bookmarks of a conversation, as one request knows them: from an ordinal to a place to read from, and from a place
 * to its ordinal. Where bookmarks are missing it walks past them, and sets them. One round trip opens them.
 */
export async function openBookmarks(reader: ConversationReader) {
  const { last = BEGINNING, counted } = await reader.lastBookmark();
  const known = new Map<number, Mark>([BEGINNING, last].map((mark) => [mark.ordinal, mark]));

  const remember = (mark: Mark | undefined) => mark && known.set(mark.ordinal, mark);
  const highest = (isMeant: (mark: Mark) => boolean): Mark =>
    [...known.values()].filter(isMeant).reduce((one, other) => (one.ordinal > other.ordinal ? one : other), BEGINNING);

  return {
    /** The highest bookmark. */
    last,
    /** How many messages there are at least, by the last bookmark or by whoever has counted them since. */
    counted,

    /** The last hundredth message up to an ordinal. Mostly one round trip; none where it is known. */
    async upTo(ordinal: number): Promise<Mark> {
      const hundredth = ordinal - (ordinal % SPACING);
      if (!known.has(hundredth)) remember(await reader.bookmarkUpTo(hundredth));
      if (!known.has(hundredth)) await walkTo(hundredth);
      return highest((mark) => mark.ordinal <= hundredth);
    },

    /**
     * The ordinal of the first message at or after a place; of a message more than there are, where there is none.
     * Mostly two round trips: the bookmark before the place, and what lies between, at half price where it is settled.
     */
    async ordinalOf(place: Place): Promise<number> {
      if (last.place && place <= last.place) remember(await reader.bookmarkBefore(place));
      for (;;) {
        const before = highest((mark) => mark.place === undefined || mark.place <= place);
        const stretch = { from: place, until: before.place, limit: SPACING + 2 };
        const found = await reader.take({ towards: 'older', ...stretch });
        if (found.length < stretch.limit)
          return (before.ordinal || 1) + found.filter(({ id }) => placeOf(id) < place).length;
        await walk(before, 'newer', { until: place });
      }
    },

    /** Walks from the last bookmark to the newest message, and gives its ordinal: how many messages there are. */
    walkToEnd: (): Promise<number> => walk(last, 'newer', {}),
  };

  /** Walks to an ordinal from the nearest bookmark on either side. */
  async function walkTo(ordinal: number): Promise<void> {
    remember(await reader.bookmarkFrom(ordinal));
    const below = highest((mark) => mark.ordinal <= ordinal);
    const above = [...known.values()].filter((mark) => mark.ordinal > ordinal).sort((a, b) => a.ordinal - b.ordinal)[0];
    if (above && above.ordinal - ordinal < ordinal - below.ordinal) await walk(above, 'older', { to: ordinal });
    else await walk(below, 'newer', { to: ordinal });
  }

  /**
   * Walks from a mark, reading strongly in portions of 1 MB, and remembers every hundredth message. Of those that are old
   * enough it sets bookmarks, which stay when it is cut short: the first ones all, then every thousandth, and that which
   * it was to reach. Gives the ordinal that it has reached.
   */
  async function walk(
    from: Mark,
    towards: Direction,
    { to, until }: { readonly to?: number; readonly until?: Place },
  ): Promise<number> {
    const final = reader.placeBack(FINAL_AFTER);
    const step = towards === 'newer' ? 1 : -1;
    const limit = to === undefined ? Number.POSITIVE_INFINITY : Math.abs(to - from.ordinal) + (from.place ? 1 : 0);
    let { ordinal } = from as { ordinal: number };
    // By the messages that are old enough alone: the young ones behind them will be walked past again.
    let isLong = false;
    for await (const places of reader.places({ towards, from: from.place, until, limit, consistent: true })) {
      const passed: Bookmark[] = [];
      for (const place of places) {
        if (place === from.place) continue;
        ordinal += step;
        if (place < final) isLong = Math.abs(ordinal - from.ordinal) > SPARSE_SPACING;
        if (ordinal % SPACING === 0) passed.push({ ordinal, place });
      }
      passed.forEach(remember);
      const isKept = (mark: Bookmark) => !isLong || mark.ordinal % SPARSE_SPACING === 0 || mark.ordinal === to;
      reader.setBookmarks(passed.filter((mark) => mark.place < final && isKept(mark)));
    }
    return ordinal;
  }
}
