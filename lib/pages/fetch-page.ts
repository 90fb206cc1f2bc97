import { conversationOf } from '../messages/conversation.ts';
import { lowestIdOf, type MessageId, type Place, placeOf } from '../messages/message.ts';
import type { Admit } from '../sessions/admission.ts';
import type { Caller } from '../sessions/token.ts';
import { UnknownUser } from '../users/errors.ts';
import type { UsersStore } from '../users/store.ts';
import type { Username } from '../users/username.ts';
import { openBookmarks } from './bookmarks.ts';
import { countMessages, totalOf } from './count.ts';
import { cursorPage } from './cursor-page.ts';
import { NotAParticipant } from './errors.ts';
import { firstPage } from './first-page.ts';
import { followingPage, withPoll } from './following.ts';
import { numberedPage } from './numbered-page.ts';
import type { Cursor, Order, Page } from './page.ts';
import { type ConversationReader, conversationReader, type ReaderDependencies } from './reader.ts';

type Dependencies = ReaderDependencies & { readonly admit: Admit; readonly users: Pick<UsersStore, 'exists'> };

/** Which page to read: at a cursor, after an id, at a place, or of a number (1 by default). */
type WantedPage = {
  readonly cursor?: Cursor | undefined;
  readonly after?: MessageId | undefined;
  readonly poll?: MessageId | undefined;
  /** The page that holds the first message of that time or later, in milliseconds since the Unix epoch. */
  readonly at?: number | undefined;
  /** The page that holds that message, or the first one after it. */
  readonly around?: MessageId | undefined;
  readonly page?: number | undefined;
  readonly pageSize: number;
  readonly order?: Order | undefined;
  readonly asOf?: number | undefined;
  readonly total?: boolean | undefined;
};

type FetchPage = WantedPage & { readonly caller: Caller; readonly userA: Username; readonly userB: Username };

/**
 * A page of the conversation of two users. The caller's session is read beside the first read of the page, and nothing
 * is shown before both are there.
 *
 * @throws Unauthenticated, NotAParticipant, UnknownUser
 */
export const fetchPage =
  ({ admit, users, ...stores }: Dependencies) =>
  async ({ caller, userA, userB, ...wanted }: FetchPage): Promise<Page> => {
    const admission = admit(caller, (username) =>
      username === userA || username === userB ? undefined : new NotAParticipant(),
    );
    const reader = conversationReader(stores, admission, conversationOf(userA, userB));
    try {
      const page = await read(reader, wanted);
      if (isEmpty(page) && wanted.after === undefined) await assertExists(caller.username === userA ? userB : userA);
      return page;
    } finally {
      await reader.finish();
    }

    async function assertExists(contact: Username) {
      if (contact !== caller.username && !(await users.exists(contact))) throw new UnknownUser(contact);
    }
  };

/** Whether there is nothing to read: no page leads from here to a message. */
const isEmpty = ({ messages, next, previous }: Page) => messages.length === 0 && !next && !previous;

async function read(reader: ConversationReader, wanted: WantedPage): Promise<Page> {
  const { cursor, after, page = 1, pageSize, order = 'newest', asOf, total } = wanted;
  if (after) return withTotal(reader, followingPage(reader, { ...wanted, after }), wanted);
  if (cursor) {
    const found = await withTotal(reader, cursorPage(reader, { ...wanted, cursor, order }), wanted);
    return order === 'oldest' ? withPoll(reader, found, wanted) : found;
  }
  const place = placeWanted(wanted);
  const isFirst = page === 1 && place === undefined && asOf === undefined;
  const found =
    isFirst && !total
      ? await firstPage(reader, { pageSize, order })
      : await numberedPage(reader, { page, place, pageSize, order, asOf, total });
  return order === 'oldest' || found.page === 1 ? withPoll(reader, found, wanted) : found;
}

function placeWanted({ at, around }: WantedPage): Place | undefined {
  const id = at === undefined ? around : lowestIdOf(at);
  return id && placeOf(id);
}

/** The page with the total beside it, where it is asked for. */
async function withTotal(reader: ConversationReader, reading: Promise<Page>, { asOf, total, pageSize }: WantedPage) {
  if (!total) return reading;
  const [page, counted] = await Promise.all([reading, reader.granted.then(count)]);
  return { ...page, asOf: counted, total: { messages: counted, pages: Math.ceil(counted / pageSize) } };

  async function count() {
    const bookmarks = await openBookmarks(reader);
    if (asOf !== undefined && asOf <= bookmarks.counted) return asOf;
    return Math.min(asOf ?? Number.POSITIVE_INFINITY, totalOf(await countMessages(reader, bookmarks, asOf)));
  }
}
