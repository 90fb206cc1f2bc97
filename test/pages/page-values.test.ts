import { beforeAll, describe, expect, it } from '@jest/globals';
import { placeOf } from '../../lib/messages/message.ts';
import { messagesStore } from '../../lib/messages/store.ts';
import { openBookmarks } from '../../lib/pages/bookmarks.ts';
import { bookmarksStore } from '../../lib/pages/bookmarks-store.ts';
import { countMessages } from '../../lib/pages/count.ts';
import { cursorPage } from '../../lib/pages/cursor-page.ts';
import { firstPage } from '../../lib/pages/first-page.ts';
import { numberedPage } from '../../lib/pages/numbered-page.ts';
import { type ConversationReader, conversationReader } from '../../lib/pages/reader.ts';
import type { Username } from '../../lib/users/username.ts';
import { aChat, type Chat, connect } from './chat.ts';
import { storeHistory } from './histories.ts';

const MINUTE = 60_000;

describe('of three messages and two hundred old ones', () => {
  let chat: Chat;
  let reader: ConversationReader;
  const idAt = (index: number) => chat.stored.at(index)?.id as never;

  beforeAll(async () => {
    chat = await aChat();
    await storeHistory(chat, [{ count: 200, ago: 60 * MINUTE, step: 1000, length: 5, seed: 1 }]);
    await chat.store([chat.idOf(3000), chat.idOf(2000), chat.idOf(1000)]);
    const { dynamodb } = connect();
    const clock = () => chat.now;
    const alice = chat.people[0].username as Username;
    const admission = { granted: Promise.resolve(alice), beside: <T>(read: () => Promise<T>) => read() };
    const stores = { messages: messagesStore(dynamodb, clock), bookmarks: bookmarksStore(dynamodb, '1') };
    reader = conversationReader({ ...stores, clock }, admission, chat.conversation);
  });

  it('the first page leads to what comes after its last', async () => {
    const page = await firstPage(reader, { pageSize: 2, order: 'newest' });

    expect(page.next).toEqual({ cursor: { side: 'after', id: idAt(-2) }, page: 2 });
  });

  it('a numbered page leads to what comes after its last and before its first', async () => {
    const page = await numberedPage(reader, { page: 2, pageSize: 2, order: 'newest' });

    expect(page.next).toEqual({ cursor: { side: 'after', id: idAt(-4) }, page: 3 });
    expect(page.previous).toEqual({ cursor: { side: 'before', id: idAt(-3) }, page: 1 });
  });

  it('a page at a cursor leads to what comes after its last and before its first', async () => {
    const page = await cursorPage(reader, { cursor: { side: 'after', id: idAt(-1) }, pageSize: 2, order: 'newest' });

    expect(page.next).toEqual({ cursor: { side: 'after', id: idAt(-3) } });
    expect(page.previous).toEqual({ cursor: { side: 'before', id: idAt(-2) } });
  });

  it('a page at a cursor without a number is not bounded by a count', async () => {
    const cursor = { side: 'after', id: idAt(0) } as const;

    const page = await cursorPage(reader, { cursor, pageSize: 2, order: 'oldest', asOf: 1 });

    expect(page.messages.map(({ id }) => id)).toEqual([idAt(1), idAt(2)]);
  });

  it('a count has read what it counted, behind the last bookmark', async () => {
    await bookmarksStore(connect().dynamodb, '1').set(chat.conversation, { ordinal: 200, place: placeOf(idAt(199)) });

    const tail = await countMessages(reader, await openBookmarks(reader));

    expect(tail).toEqual({ after: 200, messages: chat.stored.slice(200) });
  });
});
