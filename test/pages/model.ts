import { ulid } from 'ulid';
import { highestId, lowestId, type Message, type MessageId } from '../../lib/messages/message.ts';

/** Which messages come first. */
export type Order = 'newest' | 'oldest';

/** What a page is asked for with, or what a link of a page leads to. */
export type PageRequest = {
  readonly page?: number | undefined;
  readonly pageSize?: number | undefined;
  readonly order?: Order | undefined;
  readonly asOf?: number | undefined;
  readonly total?: boolean | undefined;
  /** The id of a message, with `-` before it for the page that ends just before that message. */
  readonly cursor?: string | undefined;
  readonly after?: MessageId | undefined;
  /** A time in RFC 3339: the page of the first message of that time or later. */
  readonly at?: string | undefined;
  /** The page of that message, or of the first one after it. */
  readonly around?: MessageId | undefined;
  /** Within a reading oldest first: where its poll will begin. The link that carries it spells it as it likes. */
  readonly pollAfter?: MessageId | undefined;
};

/** The answer to a request, and where the design leaves more than one, what each part may be. */
export type ExpectedPage = {
  readonly messages: readonly Message[];
  readonly page: number | null;
  readonly pageSize: number;
  readonly order: Order;
  readonly next: PageRequest | null;
  /** Left out where an answer may hold anything. */
  readonly previous?: PageRequest | null;
  readonly poll: PageRequest | null;
  /** Every value that it may have: an answer need not count where it can do without. */
  readonly asOf: readonly (number | null)[];
  readonly total: { readonly messages: number; readonly pages: number } | undefined;
};

const HIGHEST_PAGE = 2 ** 53;

/** For how long a message may still land, in milliseconds. */
export const SETTLED_AFTER = 30_000;

/** The id before all others of its millisecond. (The package `ulid` takes the time 0 for none.) */
export const firstIdOf = (time: number): MessageId => (time > 0 ? (ulid(time, () => 0) as MessageId) : lowestId);

/**
 * The page of a conversation, by the book: the messages are those stored, sorted by id; the time is that at which
 * the request is answered.
 */
export function pageOf(stored: readonly Message[], now: number, request: PageRequest): ExpectedPage {
  const { asOf, cursor, after, pageSize = 50, order = 'newest' } = request;
  const count = Math.min(stored.length, asOf ?? stored.length);
  const counted = stored.slice(0, count);
  const page = cursor || after ? (request.page ?? null) : (request.page ?? pageFound(counted, request));
  const sized = { ...request, page: page ?? undefined, pageSize, order };
  const found = after
    ? following(stored, now, { ...sized, after })
    : withPoll(cursor ? atCursor(stored, { ...sized, cursor }) : numbered(counted, sized), now, sized);

  return {
    pageSize,
    order,
    page,
    ...found,
    asOf: possibleAsOf(count, request),
    total: request.total ? { messages: count, pages: Math.ceil(count / pageSize) } : undefined,
  };
}

/** The number of the page that holds the first message at or after the place asked for, or the newest: 1 unless asked. */
function pageFound(counted: readonly Message[], { at, around, pageSize = 50, order }: PageRequest): number {
  const place = at === undefined ? around : firstIdOf(Date.parse(at));
  if (place === undefined || counted.length === 0) return 1;
  const behind = counted.filter(({ id }) => id >= place).length || 1;
  const ordinal = order === 'oldest' ? counted.length - behind + 1 : behind;
  return Math.ceil(ordinal / pageSize);
}

/** Where a page says to poll from: the newest page, and the last one of a reading oldest first. */
function withPoll<Found extends { readonly next: PageRequest | null }>(
  found: Found,
  now: number,
  { page, order, asOf, cursor, pageSize, pollAfter }: Sized,
) {
  const resume = pollAfter ?? firstIdOf(now - SETTLED_AFTER);
  const poll = { after: resume, pageSize };
  if (asOf !== undefined) return { ...found, poll: null };
  if (order === 'newest') return { ...found, poll: page === 1 && !cursor ? poll : null };
  return found.next ? { ...found, next: { ...found.next, pollAfter: resume }, poll: null } : { ...found, poll };
}

type Sized = PageRequest & { readonly pageSize: number; readonly order: Order };

/** A page by its number, of the messages that count. */
function numbered(counted: readonly Message[], { page = 1, pageSize, order, asOf }: Sized) {
  const inOrder = order === 'newest' ? counted.toReversed() : counted;
  const messages = inOrder.slice((page - 1) * pageSize, page * pageSize);
  const link = { pageSize, order };

  const [head] = messages;
  const tail = messages.at(-1);
  const lastPage = counted.length > 0 ? { ...link, page: Math.ceil(counted.length / pageSize), asOf } : null;
  const before = head ? { ...link, cursor: `-${head.id}`, ...label(page - 1, asOf) } : lastPage;
  return {
    messages,
    next: tail && page * pageSize < inOrder.length ? { ...link, cursor: tail.id, ...label(page + 1, asOf) } : null,
    previous: page > 1 ? before : null,
  };
}

/** A page at a cursor. Its number, if it has one, is a label, by which `asOf` bounds the pages. */
function atCursor(stored: readonly Message[], { cursor, page, pageSize, order, asOf }: Sized & { cursor: string }) {
  const id = cursor.replace('-', '');
  const inOrder = order === 'newest' ? stored.toReversed() : stored;
  const isAhead = (message: Message) => (order === 'newest' ? message.id > id : message.id < id);
  const ahead = inOrder.filter(isAhead);
  const named = inOrder.filter((message) => message.id === id);
  const behind = inOrder.slice(ahead.length + named.length);

  const forth = cursor === id;
  const found = forth ? behind.slice(0, pageSize) : ahead.slice(-pageSize);
  const hasPrevious = forth ? ahead.length + named.length > 0 : ahead.length > pageSize;
  const hasNext = forth ? behind.length > pageSize : behind.length + named.length > 0;

  const isBounded = asOf !== undefined && page !== undefined;
  const room = isBounded && order === 'oldest' ? asOf - (page - 1) * pageSize : pageSize;
  const messages = found.slice(0, Math.max(room, 0));
  const isLast = isBounded && order === 'oldest' && page * pageSize >= asOf;
  const isFirst = isBounded && order === 'newest' && page === 1;

  const [start, end] = order === 'newest' ? [highestId, lowestId] : [lowestId, highestId];
  const link = { pageSize, order };
  const next = { ...link, cursor: messages.at(-1)?.id ?? start, ...label(page && page + 1, asOf) };
  const previous = { ...link, cursor: `-${messages[0]?.id ?? end}`, ...label(page && page - 1, asOf) };
  return {
    messages,
    next: hasNext && !isLast ? next : null,
    previous: hasPrevious && !isFirst ? previous : null,
  };
}

/** What sorts after an id, oldest first; at its end, a poll that begins where messages could still land. */
function following(
  stored: readonly Message[],
  now: number,
  { after, pageSize, pollAfter }: PageRequest & { after: MessageId; pageSize: number },
) {
  const found = stored.filter(({ id }) => id > after);
  const messages = found.slice(0, pageSize);
  const tail = messages.at(-1);
  const unsettled = firstIdOf(now - SETTLED_AFTER);
  const resume = pollAfter ?? (after > unsettled ? after : unsettled);

  const next = tail && found.length > pageSize ? { after: tail.id, pageSize, pollAfter: resume } : null;
  return { order: 'oldest' as const, messages, next, poll: next ? null : { after: resume, pageSize } };
}

function possibleAsOf(count: number, { asOf, total, page = 1, cursor, after, at, around, order }: PageRequest) {
  if (total) return [count];
  if (asOf !== undefined) return [count, asOf];
  if (at !== undefined || around !== undefined) return [count];
  const isJump = page > 1 && !cursor && !after;
  // From the oldest, a place follows from its number.
  return isJump ? [count, ...(order === 'oldest' ? [null] : [])] : [null];
}

/** What a link says beside its cursor: the number of the page, where there is one, and with it `asOf`. */
const label = (page: number | undefined, asOf: number | undefined) =>
  page !== undefined && page >= 1 && page <= HIGHEST_PAGE ? { page, asOf } : {};
