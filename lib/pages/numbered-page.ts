import type { Message } from '../messages/message.ts';
import { BEGINNING, bookmarksIn, type Mark, SPACING, SPARSE_SPACING } from './bookmarks.ts';
import type { Bookmark } from './bookmarks-store.ts';
import { type Count, countMessages, type Tail } from './count.ts';
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

/** The messages of a page by their ordinals, from the oldest, which is 1. Empty where `last < first`. */
type Span = { readonly first: number; readonly last: number };

const NO_TAIL: Tail = { after: Number.POSITIVE_INFINITY, messages: [] };

/**
 * The page of a number. Two round trips where its place follows from its number, as in the order `oldest`; three where
 * the messages must be counted: the last bookmark, then what follows it beside the bookmarks near the page, then the
 * page.
 */
export async function numberedPage(reader: ConversationReader, wanted: NumberedPage): Promise<Page> {
  const { page, pageSize, order, asOf, total } = wanted;

  if (order === 'oldest' && !total) {
    const first = (page - 1) * pageSize + 1;
    const last = Math.min(page * pageSize, asOf ?? Number.POSITIVE_INFINITY);
    const marks = await bookmarksNear(reader, { first, last });
    const isInside = first <= last && marks.some(({ ordinal }) => ordinal > last || ordinal === asOf);
    if (isInside) {
      const messages = await messagesOf(reader, { first, last }, marks, NO_TAIL);
      return toPage(wanted, { first, last }, messages, asOf ?? Number.POSITIVE_INFINITY);
    }
    return counted(marks[0]?.ordinal === undefined || marks[0].ordinal > last ? undefined : marks[0]);
  }
  return counted();

  async function counted(lastBookmark?: Bookmark): Promise<Page> {
    const [last = lastBookmark ?? BEGINNING] = lastBookmark
      ? []
      : await reader.bookmarksUpTo(Number.MAX_SAFE_INTEGER, 1);
    if (asOf !== undefined && asOf <= last.ordinal && !total) return countedAs(asOf);

    const guess = spanOf(wanted, Math.min(asOf ?? Number.POSITIVE_INFINITY, last.ordinal + SPACING));
    const [count, marks] = await Promise.all([
      countMessages(reader, last),
      guess.last > 0 && guess.first <= last.ordinal ? bookmarksNear(reader, guess) : [],
    ]);
    const shown = Math.min(asOf ?? Number.POSITIVE_INFINITY, count.total);
    const lastMark = last.place === undefined ? [] : [last];
    return countedAs(shown, count, highestFirst([...count.marks, ...lastMark, ...marks]));
  }

  async function countedAs(shown: number, count?: Count, near?: readonly Bookmark[]): Promise<Page> {
    const span = spanOf(wanted, shown);
    const tail = count?.tail ?? NO_TAIL;
    const needsMore = span.first <= Math.min(span.last, tail.after);
    const marks = !needsMore || reaches(near, span) ? (near ?? []) : await bookmarksNear(reader, span);
    const messages = await messagesOf(reader, span, marks, tail);
    await count?.upkeep;
    return toPage(wanted, span, messages, shown, count);
  }
}

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
const reaches = (marks: readonly Bookmark[] | undefined, { first, last }: Span): boolean =>
  marks !== undefined &&
  (first <= SPACING || marks.some(({ ordinal }) => ordinal < first)) &&
  marks.some(({ ordinal }) => ordinal >= last);

/** The messages of a span, oldest first: from the tail as far as it reaches, and from the nearest bookmarks. */
async function messagesOf(
  reader: ConversationReader,
  { first, last }: Span,
  marks: readonly Bookmark[],
  { after, messages: tail }: Tail,
): Promise<Message[]> {
  const fromTail = last > after ? tail.slice(Math.max(first - after - 1, 0), last - after) : [];
  const rest = { first, last: Math.min(last, after) };
  return rest.first > rest.last ? fromTail : [...(await between(reader, rest, marks)), ...fromTail];
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
  if (Math.min(forth, back) >= last - first + 1 + SPACING) return fillingIn();
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
