import type { Clock } from '../clock.ts';
import { conversationOf } from '../messages/conversation.ts';
import { highestId, lowestId, type Message, placeOf } from '../messages/message.ts';
import type { MessagesStore } from '../messages/store.ts';
import type { Authenticate } from '../sessions/authenticate.ts';
import type { TokenDigest } from '../sessions/token.ts';
import { UnknownUser } from '../users/errors.ts';
import type { UsersStore } from '../users/store.ts';
import type { Username } from '../users/username.ts';
import { NotAParticipant } from './errors.ts';
import { type Cursor, labelled, type Order, type Page } from './page.ts';
import { type ConversationReader, conversationReader } from './reader.ts';

type Dependencies = {
  readonly authenticate: Authenticate;
  readonly users: Pick<UsersStore, 'exists'>;
  readonly messages: Pick<MessagesStore, 'read' | 'places'>;
  readonly clock: Clock;
};

/** Which page to read: the one of that number, or the one at that cursor, for which `page` is but a label. */
type Wanted = {
  readonly page?: number | undefined;
  readonly cursor?: Cursor | undefined;
  readonly pageSize: number;
  readonly order: Order;
};

type FetchPage = Wanted & { readonly caller: TokenDigest; readonly userA: Username; readonly userB: Username };

/** Where each order leads, and the ids that every message lies between. */
const directions = {
  newest: { onward: 'older', back: 'newer', first: highestId, last: lowestId },
  oldest: { onward: 'newer', back: 'older', first: lowestId, last: highestId },
} as const;

/**
 * A page of the conversation of two users. The caller's session is read beside the page, and nothing is shown before
 * both are there.
 *
 * @throws Unauthenticated, NotAParticipant, UnknownUser
 */
export const fetchPage =
  ({ authenticate, users, messages, clock }: Dependencies) =>
  async ({ caller, userA, userB, ...wanted }: FetchPage): Promise<Page> => {
    const admitted = authenticate(caller).then((username) => {
      if (username !== userA && username !== userB) throw new NotAParticipant();
    });
    const reader = conversationReader({ messages, clock, admitted }, conversationOf(userA, userB));

    const { cursor, ...rest } = wanted;
    const page = cursor ? await pageAt(reader, { ...rest, cursor }) : await numberedPage(reader, rest);

    const nothingThere = page.messages.length === 0 && !page.next && !page.previous;
    if (nothingThere) await assertExist(userA, userB);
    return page;

    async function assertExist(...usernames: Username[]) {
      const existing = await Promise.all(usernames.map(users.exists));
      const unknown = usernames.filter((_, index) => !existing[index]);
      if (unknown.length > 0) throw new UnknownUser([...new Set(unknown)]);
    }
  };

/**
 * The page at a cursor: one query, from the cursor's own message on. Meeting that message proves that the page has a
 * neighbour on its other side; a cursor that names none costs a look there.
 */
async function pageAt(reader: ConversationReader, { cursor, page, pageSize, order }: Wanted & { cursor: Cursor }) {
  const { onward, back, first, last } = directions[order];
  const forth = cursor.side === 'after';
  const from = placeOf(cursor.id);

  const found = await reader.take({ towards: forth ? onward : back, from, limit: pageSize + 2 });
  const isNamed = found[0]?.id === cursor.id;
  const beyond = isNamed ? found.slice(1) : found;
  const messages = forth ? beyond.slice(0, pageSize) : beyond.slice(0, pageSize).reverse();

  const more = beyond.length > pageSize;
  const behind = isNamed || (await reader.take({ towards: forth ? back : onward, from, limit: 1 })).length > 0;
  const { hasNext, hasPrevious } = forth
    ? { hasNext: more, hasPrevious: behind }
    : { hasNext: behind, hasPrevious: more };

  const next: Cursor = { side: 'after', id: messages.at(-1)?.id ?? first };
  const previous: Cursor = { side: 'before', id: messages[0]?.id ?? last };
  return {
    messages,
    page: page ?? null,
    pageSize,
    order,
    next: hasNext ? labelled(next, page && page + 1) : null,
    previous: hasPrevious ? labelled(previous, page && page - 1) : null,
  };
}

/** The page of a number, by walking over the pages before it. */
async function numberedPage(reader: ConversationReader, { page = 1, pageSize, order }: Wanted): Promise<Page> {
  const { onward } = directions[order];
  const answer = { page, pageSize, order };
  if (page === 1) {
    const found = await reader.take({ towards: onward, limit: pageSize + 1 });
    return { messages: found.slice(0, pageSize), ...answer, next: next(found), previous: null };
  }

  const before = (page - 1) * pageSize;
  const { count, last } = await reader.walk({ towards: onward, limit: before });
  const found =
    count < before ? [] : (await reader.take({ towards: onward, from: last, limit: pageSize + 2 })).slice(1);
  const messages = found.slice(0, pageSize);
  const [head] = messages;
  if (!head) {
    const lastPage = Math.ceil(count / pageSize);
    return { messages, ...answer, next: null, previous: count > 0 ? { page: lastPage } : null };
  }
  return {
    messages,
    ...answer,
    next: next(found),
    previous: labelled({ side: 'before', id: head.id }, page - 1),
  };

  function next(found: readonly Message[]) {
    const tail = found[pageSize - 1];
    return tail && found.length > pageSize ? labelled({ side: 'after', id: tail.id }, page + 1) : null;
  }
}
