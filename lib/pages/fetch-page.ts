import type { Clock } from '../clock.ts';
import { conversationOf } from '../messages/conversation.ts';
import type { MessageId } from '../messages/message.ts';
import type { MessagesStore } from '../messages/store.ts';
import type { Admit } from '../sessions/admission.ts';
import type { Caller } from '../sessions/token.ts';
import { UnknownUser } from '../users/errors.ts';
import type { UsersStore } from '../users/store.ts';
import type { Username } from '../users/username.ts';
import { BEGINNING } from './bookmarks.ts';
import type { BookmarksStore } from './bookmarks-store.ts';
import { countMessages } from './count.ts';
import { cursorPage } from './cursor-page.ts';
import { NotAParticipant } from './errors.ts';
import { firstPage } from './first-page.ts';
import { followingPage, pollLink } from './following.ts';
import { numberedPage } from './numbered-page.ts';
import type { Cursor, Order, Page } from './page.ts';
import { type ConversationReader, conversationReader } from './reader.ts';

type Dependencies = {
  readonly admit: Admit;
  readonly users: Pick<UsersStore, 'exists'>;
  readonly messages: Pick<MessagesStore, 'read' | 'places'>;
  readonly bookmarks: BookmarksStore;
  readonly clock: Clock;
};

/** Which page to read: at a cursor, after a place, or of a number, which is 1 unless said. */
export type WantedPage = {
  readonly cursor?: Cursor | undefined;
  readonly after?: MessageId | undefined;
  readonly poll?: MessageId | undefined;
  readonly page?: number | undefined;
  readonly pageSize: number;
  readonly order?: Order | undefined;
  readonly asOf?: number | undefined;
  readonly total?: boolean | undefined;
};

type FetchPage = WantedPage & { readonly caller: Caller; readonly userA: Username; readonly userB: Username };

/**
 * A page of the conversation of two users. The caller's session is read before the first read of the page, or beside it where
 * the token is known here; nothing is shown before both are there.
 *
 * @throws Unauthenticated, NotAParticipant, UnknownUser
 */
export const fetchPage =
  ({ admit, users, messages, bookmarks, clock }: Dependencies) =>
  async ({ caller, userA, userB, ...wanted }: FetchPage): Promise<Page> => {
    const admission = admit(caller, (username) =>
      username === userA || username === userB ? undefined : new NotAParticipant(),
    );
    const reader = conversationReader({ messages, bookmarks, clock, admission }, conversationOf(userA, userB));

    const page = await read(reader, wanted);

    const isNothingThere = page.messages.length === 0 && !page.next && !page.previous;
    if (isNothingThere) await assertExist(userA, userB);
    return page;

    async function assertExist(...usernames: Username[]) {
      const existing = await Promise.all(usernames.map(users.exists));
      const unknown = usernames.filter((_, index) => !existing[index]);
      if (unknown.length > 0) throw new UnknownUser([...new Set(unknown)]);
    }
  };

async function read(reader: ConversationReader, wanted: WantedPage): Promise<Page> {
  const { cursor, after, page = 1, pageSize, order = 'newest', asOf, total } = wanted;
  if (after) return withTotal(reader, followingPage(reader, { ...wanted, after }), wanted);
  if (cursor) return withTotal(reader, cursorPage(reader, { ...wanted, cursor, order }), wanted);

  const isFirst = page === 1 && asOf === undefined;
  const answer =
    isFirst && !total
      ? await firstPage(reader, { pageSize, order })
      : await numberedPage(reader, { page, pageSize, order, asOf, total });
  return isFirst && order === 'newest' ? { ...answer, poll: pollLink(reader) } : answer;
}

/** The page with the total beside it, where it is asked for. */
async function withTotal(reader: ConversationReader, reading: Promise<Page>, { asOf, total, pageSize }: WantedPage) {
  if (!total) return reading;
  const [page, counted] = await Promise.all([reading, reader.admitted.then(count)]);
  return { ...page, asOf: counted, total: { messages: counted, pages: Math.ceil(counted / pageSize) } };

  async function count() {
    const [last = BEGINNING] = await reader.bookmarksUpTo(Number.MAX_SAFE_INTEGER, 1);
    const { total, upkeep } = await countMessages(reader, last);
    await upkeep;
    return Math.min(asOf ?? Number.POSITIVE_INFINITY, total);
  }
}
