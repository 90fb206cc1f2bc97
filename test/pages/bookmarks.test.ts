import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { highestId } from '../../lib/messages/message.ts';
import { inWords, requestsOf } from '../support/requests.ts';
import { bookmarkFaults, bookmarksOf, deleteBookmarks } from './bookmarks.ts';
import { aChat, type Chat, connect } from './chat.ts';
import { differences } from './differences.ts';
import { storeHistory } from './histories.ts';
import { type PageRequest, pageOf } from './model.ts';

const MINUTE = 60_000;

/** A conversation whose last message was sent that long ago, in milliseconds, and each other a second before. */
async function aChatOf(
  count: number,
  lastAgo = 10 * MINUTE + 1,
  length = 5,
  dynamodb = connect().dynamodb,
): Promise<Chat> {
  const chat = await aChat(dynamodb);
  await storeHistory(chat, [{ count, ago: lastAgo + (count - 1) * 1000, step: 1000, length, seed: count }]);
  return chat;
}

/** Fetches a page, which must be as the model has it, and tells what was read. */
async function readsOf(chat: Chat, request: PageRequest): Promise<string[]> {
  const { result, requests } = await requestsOf(connect().dynamodb, () => chat.fetch(request));
  expect(differences(result, pageOf(chat.stored, chat.now, request))).toEqual([]);
  return requests.map(inWords).slice(1);
}

/** The ordinals of the bookmarks of a conversation, each of which must name the message of its ordinal. */
async function ordinalsOf(chat: Chat): Promise<number[]> {
  const bookmarks = await bookmarksOf(connect().database, chat.conversation);
  expect(bookmarkFaults(bookmarks, chat.stored, chat.now)).toEqual([]);
  return bookmarks.map(({ ordinal }) => ordinal);
}

const isWalk = (read: string) => read === 'Messages newer 1000000 strongly';

describe('bookmarks', () => {
  it('are set over messages more than 10 minutes old, by whoever counts them', async () => {
    const chat = await aChatOf(100, 10 * MINUTE);

    const young = await readsOf(chat, { total: true });
    expect(await ordinalsOf(chat)).toEqual([]);
    chat.moveClock(1);
    const old = await readsOf(chat, { total: true });
    expect(await ordinalsOf(chat)).toEqual([100]);
    const current = await readsOf(chat, { total: true });

    expect([young, old, current].map((reads) => reads.filter(isWalk).length)).toEqual([0, 1, 0]);
  });

  it.each<[string, PageRequest]>([
    ['after', { after: '0'.repeat(26) as never, total: true }],
    ['a cursor', { cursor: '0'.repeat(26), total: true }],
    ['a number', { page: 2 }],
  ])('are set by who counts beside a page by %s', async (_, request) => {
    const chat = await aChatOf(201);

    await readsOf(chat, request);

    expect(await ordinalsOf(chat)).toEqual([100, 200]);
  });

  it('are set at every hundredth message, and not at the last one where that is another', async () => {
    const chat = await aChatOf(301);

    const walk = await readsOf(chat, { page: 3 });
    const next = await readsOf(chat, { page: 3 });

    expect(await ordinalsOf(chat)).toEqual([100, 200, 300]);
    expect(walk.filter(isWalk)).toHaveLength(1);
    expect(next.filter(isWalk)).toEqual([]);
  });

  it('are set before the answer where there are 300 messages behind the last one, and more are walked past first', async () => {
    const chat = await aChatOf(300);

    const walk = await readsOf(chat, { page: 3 });

    expect(walk.filter(isWalk)).toHaveLength(1);
    expect(await ordinalsOf(chat)).toEqual([100, 200, 300]);
  });

  it('are passed by a count of what is too young for them', async () => {
    const chat = await aChatOf(301);
    await chat.store([chat.idOf(9 * MINUTE), chat.idOf(1000)]);

    const walk = await readsOf(chat, { total: true, pageSize: 1 });

    expect(walk.filter(isWalk)).toHaveLength(1);
    expect(await ordinalsOf(chat)).toEqual([100, 200, 300]);
  });

  it('are current after two counts, also where a thousand messages follow the last one and some of them are young', async () => {
    const chat = await aChatOf(1950);
    await chat.store(Array.from({ length: 99 }, (_, index) => chat.idOf(9 * MINUTE - index * 1000)));

    const walks: number[] = [];
    for (let count = 1; count <= 3; count++)
      walks.push((await readsOf(chat, { total: true, pageSize: 1 })).filter(isWalk).length);

    expect(walks).toEqual([1, 1, 0]);
    expect((await ordinalsOf(chat)).slice(-3)).toEqual([1700, 1800, 1900]);
  });

  it('are set by a walk of many reads', async () => {
    const chat = await aChatOf(410, 10 * MINUTE + 1, 3500);

    const walk = await readsOf(chat, { page: 3, pageSize: 20 });

    expect(walk.filter(isWalk).length).toBeGreaterThan(1);
    expect(await ordinalsOf(chat)).toEqual([100, 200, 300, 400]);
  });

  it('are set by a first jump as of so many messages that they must be walked past', async () => {
    const chat = await aChatOf(301);

    await readsOf(chat, { page: 2, asOf: 300 });

    expect(await ordinalsOf(chat)).toEqual([100, 200, 300]);
  });

  it('tell no more than they hold where a page ends with the last one', async () => {
    const chat = await aChatOf(100);
    await readsOf(chat, { total: true });

    await readsOf(chat, { page: 2, order: 'oldest' });
    await readsOf(chat, { page: 2, order: 'oldest', asOf: 100 });
  });

  it('are looked for once where the last one is all that a page needs', async () => {
    const chat = await aChatOf(103);
    await readsOf(chat, { total: true });

    const reads = await readsOf(chat, { page: 2 });

    expect(reads.filter((read) => read.startsWith('Bookmarks'))).toEqual(['Bookmarks older 2']);
  });

  it('are counted from, also when the clock has gone back behind them', async () => {
    const chat = await aChatOf(105);
    await readsOf(chat, { total: true });
    chat.moveClock(-11 * MINUTE);

    const reads = await readsOf(chat, { total: true, pageSize: 7 });
    await readsOf(chat, { page: 2, pageSize: 7, asOf: 104 });

    expect(reads).toContain('Messages newer 302 strongly');
    expect(reads).not.toContain('Messages older 302 strongly');
  });

  it('go on from the last one', async () => {
    const chat = await aChatOf(420);
    await readsOf(chat, { total: true });
    await deleteBookmarks(connect().database, chat.conversation, ({ ordinal }) => ordinal !== 100);

    const walk = await readsOf(chat, { page: 2 });

    expect(await ordinalsOf(chat)).toEqual([100, 200, 300, 400]);
    // Three of them twice, and the count.
    expect(walk.filter((read) => read === 'Bookmarks')).toHaveLength(7);
  });

  it('that cannot be set change no answer', async () => {
    const { dynamodb } = connect();
    const send = ((command: never) =>
      (command as object) instanceof PutCommand ? Promise.reject(new Error('no')) : dynamodb.send(command)) as never;
    const chat = await aChat({ ...dynamodb, send });
    await storeHistory(chat, [{ count: 301, ago: 60 * MINUTE, step: 1000, length: 5, seed: 1 }]);

    for (const request of [{ page: 3 }, { page: 2, pageSize: 60, order: 'oldest' }, { total: true }] as const)
      expect(differences(await chat.fetch(request), pageOf(chat.stored, chat.now, request))).toEqual([]);
    expect(await ordinalsOf(chat)).toEqual([]);
  });
});

/** What shows that a bookmark is missing: the last one, the one before, the one behind. */
const gap = ['Bookmarks older 2', 'Bookmarks older 1', 'Bookmarks newer 1'];

/** So many bookmarks are set, each by its ordinal and by its place. */
const set = (count: number) => Array(2 * count).fill('Bookmarks');

describe('the bookmarks of a long walk', () => {
  it('are one in a thousand messages, and jumps fill in the others', async () => {
    const { database } = connect();
    const chat = await aChatOf(1000);
    const all = Array.from({ length: 10 }, (_, index) => 100 * (index + 1));

    await readsOf(chat, { total: true });
    expect(await ordinalsOf(chat)).toEqual(all);

    await deleteBookmarks(database, chat.conversation);
    await chat.store([chat.idOf(10 * MINUTE + 1)]);
    await readsOf(chat, { after: highestId, total: true });
    expect(await ordinalsOf(chat)).toEqual([1000]);

    const near = await readsOf(chat, { page: 3, order: 'oldest' });
    expect(near).toEqual([...gap, 'Messages newer 100 strongly', ...set(1), 'Messages newer 51']);
    expect(await ordinalsOf(chat)).toEqual([100, 1000]);

    const forth = await readsOf(chat, { page: 9, order: 'oldest' });
    expect(forth).toEqual([...gap, 'Messages newer 301 strongly', ...set(3), 'Messages newer 51']);
    expect(await ordinalsOf(chat)).toEqual([100, 200, 300, 400, 1000]);

    const filled = await readsOf(chat, { page: 9, order: 'oldest' });
    expect(filled).toEqual(['Bookmarks older 2', 'Bookmarks older 1', 'Messages newer 51']);

    const back = await readsOf(chat, { page: 17, order: 'oldest' });
    expect(back).toEqual([...gap, 'Messages older 201 strongly', ...set(2), 'Messages newer 51']);
    expect(await ordinalsOf(chat)).toEqual([100, 200, 300, 400, 800, 900, 1000]);

    const there = await readsOf(chat, { at: chat.stored[698]?.sentAt, asOf: 1000, order: 'oldest' });
    expect(there.filter((read) => read === 'Messages newer 1000000 strongly')).toHaveLength(1);
    expect(await ordinalsOf(chat)).toEqual(all);

    await deleteBookmarks(database, chat.conversation, ({ ordinal }) => ordinal > 600);
    await readsOf(chat, { after: highestId, total: true });
    expect(await ordinalsOf(chat)).toEqual(all);
  });
});
