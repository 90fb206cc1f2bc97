import type { Message } from '../messages/message.ts';
import { BEGINNING, bookmarksIn, type Mark, SPACING, SPARSE_SPACING } from './bookmarks.ts';
import type { Bookmark } from './bookmarks-store.ts';
import { type Count, countMessages, inTail, LONGEST_TAIL, type Span, type Tail } from './count.ts';
import { labelled, type Order, type Page } from './page.ts';
import type { ConversationReader } from './reader.ts';

/** Which page to read. `asOf` is as how many messages there were to count it, if not as there are. */
export type NumberedPage = {
  readonly page: number;
  readonly pageSize: number;
  readonly order: Order;
  readonly asOf?: number | undefined;
  readonly total?: boolean | undefined;
};

const NO_TAIL: Tail = { after: Number.POSITIVE_INFINITY, messages: [] };

/**
 * The page of a number. Two round trips where its place follows from its number, as in the order `oldest`, and with an
 * `asOf` that settled messages bear out; three where the messages must be counted: the last bookmark, then what follows
 * it beside the bookmarks near the page, then the page.
 */
export async function numberedPage(reader: ConversationReader, wanted: NumberedPage): Promise<Page> {
  const { page, pageSize, order, asOf, total } = wanted;

  if (order === 'oldest' && !total) {
    const first = (page - 1) * pageSize + 1;
    const last = Math.min(page * pageSize, asOf ?? Number.POSITIVE_INFINITY);
    const marks = await bookmarksNear(reader, { first, last });
    const isKnown = marks.some(({ ordinal }) => ordinal > last || ordinal === asOf);
    if (isKnown) {
      const messages = await messagesOf(reader, { first, last }, marks, NO_TAIL);
      return toPage(wanted, { first, last }, messages, asOf ?? Number.POSITIVE_INFINITY);
    }
    return counted(marks[0] ?? (await lastBookmark()));
  }
  if (asOf === undefined) return counted(await lastBookmark());

  const [last, near] = await Promise.all([lastBookmark(), bookmarksNear(reader, spanOf(wanted, asOf))]);
  if (asOf <= last.ordinal) return countedAs(asOf, { near });
  return asOf <= last.ordinal + LONGEST_TAIL ? borneOut(asOf, last, near) : counted(last);

  async function lastBookmark(): Promise<Mark> {
    const [last = BEGINNING] = await reader.bookmarksUpTo(Number.MAX_SAFE_INTEGER, 1);
    return last;
  }

  async function counted(last: Mark): Promise<Page> {
    const guess = spanOf(wanted, Math.min(asOf ?? Number.POSITIVE_INFINITY, last.ordinal + SPACING));
    const [count, near] = await Promise.all([
      countMessages(reader, last),
      guess.last > 0 && guess.first <= last.ordinal ? bookmarksNear(reader, guess) : [],
    ]);
    return countedAs(Math.min(asOf ?? Number.POSITIVE_INFINITY, count.total), {
      count,
      near: known(count, last, near),
    });
  }

  /** Reads the page as of that count, and beside it whether there are so many messages. */
  async function borneOut(asOf: number, last: Mark, near: readonly Bookmark[]): Promise<Page> {
    const { first, last: end } = spanOf(wanted, asOf);
    const older = { first, last: Math.min(end, last.ordinal) };
    const [count, upToLast] = await Promise.all([
      countMessages(reader, last, asOf),
      messagesOf(reader, older, near, NO_TAIL),
    ]);
    const isBorneOut = count.total >= asOf && count.tail.after === last.ordinal;
    return countedAs(Math.min(asOf, count.total), {
      count,
      near: known(count, last, near),
      ...(isBorneOut && { upToTail: upToLast }),
    });
  }

  async function countedAs(shown: number, { count, near, upToTail }: Known): Promise<Page> {
    const span = spanOf(wanted, shown);
    const tail = count?.tail ?? NO_TAIL;
    const rest = { first: span.first, last: Math.min(span.last, tail.after) };
    const isEnough = upToTail !== undefined || rest.first > rest.last || reaches(near, rest);
    const marks = isEnough ? near : await bookmarksNear(reader, span);
    const messages = upToTail ? [...upToTail, ...inTail(tail, span)] : await messagesOf(reader, span, marks, tail);
    await count?.upkeep;
    return toPage(wanted, span, messages, shown, count);
  }
}

/** What has been read before a page: the count, bookmarks near it, and its messages as far as the tail's first. */
type Known = {
  readonly count?: Count;
  readonly near: readonly Bookmark[];
  readonly upToTail?: readonly Message[];
};

/** All bookmarks that a count and a look near the page have shown. */
const known = (count: Count, last: Mark, near: readonly Bookmark[]): Bookmark[] =>
  highestFirst([...count.marks, ...(last.place === undefined ? [] : [last]), ...near]);

/** The ordinals that a page holds where there are that many messages. */
function spanOf({ page, pageSize, order }: NumberedPage, total: number): Span {
  const passed = (page - 1) * pageSize;
  return order === 'oldest'
    ? { first: passed + 1, last: Math.min(passed + pageSize, total) }
    : { first: Math.max(total - passed - pageSize + 1, 1), last: total - passed };
}

/** The bookmarks around a span, highest first, as far away as a long walk leaves them. */
const bookmarksNear = (reader: ConversationReader, { first, last }: Span): Promise<Bookmark[]> => {
  const highest = Math.min(Math.max(last, first) + SPARSE_SPACING + SPACING, Number.MAX_SAFE_INTEGER);
  const near = Math.ceil((highest - first) / SPACING) + 2;
  return reader.bookmarksUpTo(highest, Math.max(near, 1));
};

const highestFirst = (marks: readonly Bookmark[]) => marks.toSorted((one, other) => other.ordinal - one.ordinal);

/** Whether bookmarks on both sides of a span are known. */
const reaches = (marks: readonly Bookmark[], { first, last }: Span): boolean =>
  (first <= SPACING || marks.some(({ ordinal }) => ordinal < first)) && marks.some(({ ordinal }) => ordinal >= last);

/** The messages of a span, oldest first: from the tail as far as it reaches, and from the nearest bookmarks. */
async function messagesOf(
  reader: ConversationReader,
  { first, last }: Span,
  marks: readonly Bookmark[],
  tail: Tail,
): Promise<Message[]> {
  const rest = { first, last: Math.min(last, tail.after) };
  const upToTail = rest.first > rest.last ? [] : await between(reader, rest, marks);
  return [...upToTail, ...inTail(tail, { first, last })];
}

/** The messages of a span between bookmarks: from the one before it, the one behind it, or one within it both ways. */
async function between(reader: ConversationReader, { first, last }: Span, marks: readonly Bookmark[]) {
  const below: Mark = marks.find(({ ordinal }) => ordinal < first) ?? BEGINNING;
  const above = marks.findLast(({ ordinal }) => ordinal >= last);
  const within = marks.find(({ ordinal }) => ordinal >= first && ordinal < last);

  if (above && within && above.ordinal !== last) {
    const [older, newer] = await Promise.all([upTo(within), onFrom(within)]);
    return [...older, ...newer];
  }
  const forth = last - below.ordinal;
  const back = above ? above.ordinal - first + 1 : Number.POSITIVE_INFINITY;
  const skipped = Math.min(forth, back) - (last - first + 1);
  // Between two bookmarks that have none missing between them, one is less than half their distance from any page.
  if (skipped >= SPACING / 2) return fillingIn();
  if (back < forth && above) return (await upTo(above)).slice(0, last - first + 1);
  return (await onFrom(below)).slice(first - 1 - below.ordinal);

  async function upTo({ ordinal, place }: Bookmark) {
    const limit = ordinal - first + 1;
    return (await reader.take({ towards: 'older', from: place, limit, consistent: false })).reverse();
  }

  async function onFrom({ ordinal, place }: Mark, consistent = above === undefined) {
    const limit = last - ordinal + (place ? 1 : 0);
    const found = await reader.take({ towards: 'newer', from: place, limit, consistent });
    return place ? found.slice(1) : found;
  }

  async function fillingIn() {
    const found = await onFrom(below, true);
    await reader.setBookmarks(bookmarksIn(reader, found, below.ordinal + 1));
    return found.slice(first - 1 - below.ordinal);
  }
}

function toPage(
  { page, pageSize, order, asOf, total }: NumberedPage,
  { first, last }: Span,
  oldestFirst: readonly Message[],
  shown: number,
  count?: Count,
): Page {
  const messages = order === 'oldest' ? oldestFirst : oldestFirst.toReversed();
  const [head, tail] = [messages[0], messages.at(-1)];
  const follows = order === 'oldest' ? last < shown : first > 1;
  const known = count ? shown : asOf;
  const pages = Math.ceil(shown / pageSize);
  const beforeThis =
    page === 1
      ? null
      : head
        ? labelled({ side: 'before', id: head.id }, page - 1, asOf)
        : shown > 0
          ? { page: pages, asOf }
          : null;
  return {
    messages,
    page,
    pageSize,
    order,
    next: tail && follows ? labelled({ side: 'after', id: tail.id }, page + 1, asOf) : null,
    previous: beforeThis,
    poll: null,
    asOf: known ?? null,
    ...(total && { total: { messages: shown, pages } }),
  };
}
