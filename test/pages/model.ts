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
  /** Within an `after` reading: where its poll will begin. The link that carries it spells it as it likes. */
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
const SETTLED_AFTER = 30_000;

/** The id before all others of its millisecond. */
export const firstIdOf = (time: number): MessageId => ulid(time, () => 0) as MessageId;

/**
 * The page of a conversation, by the book: the messages are those stored, sorted by id; the time is that at which
 * the request is answered.
 */
export function pageOf(stored: readonly Message[], now: number, request: PageRequest): ExpectedPage {
  const { asOf, pageSize = 50, order = 'newest' } = request;
  const count = Math.min(stored.length, asOf ?? stored.length);
  const pages = Math.ceil(count / pageSize);

  return {
    pageSize,
    order,
    page: request.page ?? (request.cursor || request.after ? null : 1),
    ...(request.after
      ? following(stored, now, { ...request, after: request.after, pageSize })
      : request.cursor
        ? atCursor(stored, { ...request, cursor: request.cursor, pageSize, order })
        : numbered(stored.slice(0, count), now, { ...request, pageSize, order })),
    asOf: possibleAsOf(count, request),
    total: request.total ? { messages: count, pages } : undefined,
  };
}

type Sized = PageRequest & { readonly pageSize: number; readonly order: Order };

/** A page by its number, of the messages that count. */
function numbered(counted: readonly Message[], now: number, { page = 1, pageSize, order, asOf }: Sized) {
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
    poll:
      page === 1 && order === 'newest' && asOf === undefined
        ? { after: firstIdOf(now - SETTLED_AFTER), pageSize }
        : null,
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
    poll: null,
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

function possibleAsOf(count: number, { asOf, total, page = 1, cursor, after }: PageRequest): (number | null)[] {
  if (total) return [count];
  if (asOf !== undefined) return [count, asOf];
  const isJump = page > 1 && !cursor && !after;
  return isJump ? [null, count] : [null];
}

/** What a link says beside its cursor: the number of the page, where there is one, and with it `asOf`. */
const label = (page: number | undefined, asOf: number | undefined) =>
  page !== undefined && page >= 1 && page <= HIGHEST_PAGE ? { page, asOf } : {};
