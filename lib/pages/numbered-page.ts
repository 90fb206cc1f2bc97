import type { Message, Place } from '../messages/message.ts';
import { openBookmarks } from './bookmarks.ts';
import { countMessages, ordinalIn, totalOf } from './count.ts';
import { labelled, type Order, type Page } from './page.ts';
import type { ConversationReader } from './reader.ts';
import { readSpan, type Span } from './span.ts';

/** Which page to read: that of a number (1 by default), or the one that holds a place. */
type NumberedPage = {
  readonly page?: number | undefined;
  /** Of the first message at or after it, or of the newest where there is none. */
  readonly place?: Place | undefined;
  readonly pageSize: number;
  readonly order: Order;
  /** As how many messages there were to count the pages, if not as there are. */
  readonly asOf?: number | undefined;
  readonly total?: boolean | undefined;
};

/**
 * A page by its number, or by a place: how many messages are there, which ordinals does it hold, read them. Four round
 * trips: the last bookmark, what follows it, the bookmark nearest to the page, its messages. As of a number that somebody
 * has counted up to it is one less, and by a place one more.
 */
export async function numberedPage(reader: ConversationReader, wanted: NumberedPage): Promise<Page> {
  const { place, page: number = 1, asOf } = wanted;
  const bookmarks = await openBookmarks(reader);

  const needed = neededMessages(wanted);
  const isBehindLast = place !== undefined && place > (bookmarks.last.place ?? '');
  const [tail, ordinal] = await Promise.all([
    needed > bookmarks.counted || isBehindLast ? countMessages(reader, bookmarks, asOf) : undefined,
    place !== undefined && !isBehindLast ? bookmarks.ordinalOf(place) : undefined,
  ]);
  const shown = tail ? Math.min(asOf ?? Number.POSITIVE_INFINITY, totalOf(tail)) : needed;

  const found = place && (ordinal ?? (await ordinalIn(bookmarks, tail, place)));
  const page = found ? pageOf(found, shown, wanted) : number;
  const span = spanOf(page, shown, wanted);
  const messages = await readSpan(reader, bookmarks, span, tail);
  return toPage({ ...wanted, page }, span, messages, shown, tail ? shown : asOf);
}

/** How many messages must be known of, where it is not all: `asOf`, or as many as a page from the oldest ends with. */
function neededMessages({ page = 1, place, pageSize, order, asOf = Number.POSITIVE_INFINITY, total }: NumberedPage) {
  const isFromOldest = order === 'oldest' && place === undefined && !total;
  // And one more, to tell whether anything follows.
  return isFromOldest ? Math.min(asOf, page * pageSize + 1) : asOf;
}

/** The number of the page that holds an ordinal, or the newest of the messages where these are fewer. */
function pageOf(ordinal: number, shown: number, { pageSize, order }: NumberedPage): number {
  const held = Math.min(ordinal, shown);
  const passed = order === 'oldest' ? held - 1 : shown - held;
  return Math.floor(Math.max(passed, 0) / pageSize) + 1;
}

/** The ordinals that a page holds where there are that many messages. */
function spanOf(page: number, shown: number, { pageSize, order }: NumberedPage): Span {
  const passed = (page - 1) * pageSize;
  return order === 'oldest'
    ? { first: passed + 1, last: Math.min(passed + pageSize, shown) }
    : { first: Math.max(shown - passed - pageSize + 1, 1), last: shown - passed };
}

function toPage(
  { page, pageSize, order, asOf, total }: NumberedPage & { readonly page: number },
  { first, last }: Span,
  oldestFirst: readonly Message[],
  shown: number,
  counted: number | undefined,
): Page {
  const messages = order === 'oldest' ? oldestFirst : oldestFirst.toReversed();
  const [head, end] = [messages[0], messages.at(-1)];
  const follows = order === 'oldest' ? last < shown : first > 1;
  const pages = Math.ceil(shown / pageSize);
  const lastPage = shown > 0 ? { page: pages, asOf } : null;
  const before = head ? labelled({ side: 'before', id: head.id }, page - 1, asOf) : lastPage;
  return {
    messages,
    page,
    pageSize,
    order,
    next: end && follows ? labelled({ side: 'after', id: end.id }, page + 1, asOf) : null,
    previous: page === 1 ? null : before,
    poll: null,
    asOf: counted ?? null,
    ...(total && { total: { messages: shown, pages } }),
  };
}
