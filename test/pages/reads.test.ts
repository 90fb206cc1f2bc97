import { beforeAll, describe, expect, it } from '@jest/globals';
import { isoTime } from '../../lib/clock.ts';
import { highestId, lowestId, timeOf } from '../../lib/messages/message.ts';
import { costOf } from '../support/counting.ts';
import { inWords, requestsOf } from '../support/requests.ts';
import { bookmarksOf } from './bookmarks.ts';
import { aChat, type Chat, connect, START } from './chat.ts';
import { differences } from './differences.ts';
import { storeHistory } from './histories.ts';
import { firstIdOf, type PageRequest, pageOf } from './model.ts';

const MINUTE = 60_000;

/** Fetches a page, which must be as the model has it, while each answer of the store takes a millisecond. */
async function readsOf(chat: Chat, request: PageRequest) {
  const { dynamodb } = connect();
  const expected = pageOf(chat.stored, chat.now, request);
  const work = () =>
    requestsOf(
      dynamodb,
      () => chat.fetch(request),
      () => chat.moveClock(1),
    );
  const { result, cost } = await costOf(dynamodb, work);

  expect(differences(result.result, expected)).toEqual([]);
  const [session, ...reads] = result.requests.map(inWords);
  expect(session).toBe('Sessions strongly');
  return { reads: reads.sort(), roundTrips: cost.roundTrips };
}

/** Messages of which some have settled, and ten have not. */
async function aChatOf(old: number, settled: number): Promise<Chat> {
  const chat = await aChat();
  await storeHistory(chat, [
    { count: old, ago: 60 * MINUTE, step: 1000, length: 5, seed: 1 },
    { count: settled, ago: 9 * MINUTE, step: 1000, length: 5, seed: 2 },
  ]);
  await chat.store(Array.from({ length: 10 }, (_, number) => chat.idOf(20_000 - 1000 * number)));
  return chat;
}

/** The time of so many milliseconds before a test begins. */
const agoAt = (milliseconds: number) => isoTime(START - milliseconds);

const lastBookmark = 'Bookmarks older 2';
const settled = 'Messages older 302';
const unsettled = 'Messages newer 302 strongly';
const between = 'Messages older 102';
const count = [lastBookmark, settled, unsettled];

describe('the reads of a page of few messages', () => {
  let chat: Chat;
  const idAt = (index: number) => chat.stored.at(index)?.id ?? lowestId;

  beforeAll(async () => {
    chat = await aChatOf(0, 10);
    await chat.fetch({ total: true });
  });

  it.each<[() => PageRequest, readonly string[]]>([
    [() => ({}), ['Messages older 51 strongly']],
    [() => ({ order: 'oldest', pageSize: 3 }), ['Messages newer 4 strongly']],
    [() => ({ after: lowestId, pageSize: 3 }), ['Messages newer 5 strongly']],
    [() => ({ after: idAt(3), total: true }), ['Messages newer 52 strongly', ...count]],
    [() => ({ cursor: idAt(3), pageSize: 2 }), ['Messages older 4']],
    [() => ({ cursor: `-${idAt(3)}` }), ['Messages newer 52 strongly']],
    [() => ({ cursor: idAt(3), order: 'oldest' }), ['Messages newer 52 strongly']],
    [() => ({ cursor: `-${idAt(3)}`, order: 'oldest' }), ['Messages older 52']],
    [() => ({ cursor: idAt(-2) }), ['Messages older 52 strongly']],
    [() => ({ cursor: firstIdOf(chat.now - 30_001) }), ['Messages older 52', 'Messages newer 1 strongly']],
    [() => ({ cursor: firstIdOf(chat.now - 30_000) }), ['Messages older 52 strongly', 'Messages newer 1 strongly']],
    [() => ({ cursor: highestId }), ['Messages older 52 strongly', 'Messages newer 1 strongly']],
    [() => ({ cursor: lowestId, order: 'oldest' }), ['Messages newer 52 strongly', 'Messages older 1']],
    [() => ({ cursor: idAt(3), total: true }), ['Messages older 52', ...count]],
    [() => ({ total: true }), count],
    [() => ({ page: 2, pageSize: 3 }), count],
    [() => ({ page: 2, pageSize: 3, order: 'oldest' }), [lastBookmark, 'Messages newer 6 strongly']],
    [() => ({ page: 2, pageSize: 3, order: 'oldest', total: true }), count],
    [() => ({ page: 2, pageSize: 3, asOf: 10 }), [lastBookmark, 'Messages newer 7 strongly']],
    [() => ({ page: 2, pageSize: 3, asOf: 21 }), count],
    [() => ({ at: isoTime(timeOf(idAt(3))), pageSize: 3 }), count],
    [() => ({ around: idAt(-2), pageSize: 3, total: true }), count],
    [() => ({ around: idAt(3), pageSize: 3, asOf: 10 }), [lastBookmark, settled]],
  ])('are, for request %#, no others', async (request, reads) => {
    expect((await readsOf(chat, request())).reads).toEqual(reads.toSorted());
  });
});

describe('the reads of a page of a conversation with bookmarks', () => {
  let withBookmarks: Promise<Chat> | undefined;
  const near = 'Bookmarks older 1';

  async function aChatWithBookmarks() {
    const chat = await aChatOf(430, 50);
    await chat.fetch({ total: true });
    expect(await bookmarksOf(connect().database, chat.conversation)).toHaveLength(4);
    return chat;
  }

  it.each<[PageRequest, number, readonly string[]]>([
    [{ page: 1, total: true }, 2, count],
    [{ page: 2 }, 3, [...count, 'Messages older 10']],
    [{ page: 4 }, 4, [...count, near, 'Messages older 10', 'Messages newer 41']],
    [{ page: 5 }, 4, [...count, near, 'Messages newer 91']],
    [{ page: 10 }, 3, [...count, 'Messages newer 40']],
    [{ page: 11 }, 2, count],
    [{ page: 2 ** 53 }, 2, count],
    [{ page: 2, pageSize: 200 }, 4, [...count, near, 'Messages older 110', 'Messages newer 91']],
    // As of what bookmarks bear out, and of what somebody has counted.
    [{ page: 2, asOf: 300 }, 3, [lastBookmark, near, 'Messages newer 51']],
    [{ page: 2, asOf: 450 }, 2, [lastBookmark, 'Messages older 50']],
    [{ page: 2, asOf: 490 }, 2, [lastBookmark, 'Messages older 10', 'Messages newer 41 strongly']],
    [{ page: 1, asOf: 450 }, 2, [lastBookmark, 'Messages newer 51 strongly']],
    [{ page: 3, asOf: 100 }, 1, [lastBookmark]],
    // What lies far behind the last bookmark is read at half price, unless that is not enough.
    [{ page: 1, asOf: 480 }, 2, [lastBookmark, settled]],
    [{ page: 1, asOf: 481 }, 3, [lastBookmark, settled, unsettled]],
    // As of more messages than there are.
    [{ page: 2, asOf: 491 }, 4, [...count, 'Messages older 10']],
    [{ page: 2, asOf: 701 }, 4, [...count, 'Messages older 10']],
    // From the oldest, a place follows from its number.
    [{ page: 2, order: 'oldest' }, 3, [lastBookmark, near, 'Messages older 50']],
    [{ page: 100, pageSize: 1, order: 'oldest' }, 3, [lastBookmark, near, 'Messages older 1']],
    [{ page: 3, order: 'oldest', asOf: 490 }, 3, [lastBookmark, near, 'Messages newer 51']],
    [{ page: 8, order: 'oldest', asOf: 400 }, 2, [lastBookmark, 'Messages older 50']],
    [{ page: 9, order: 'oldest', asOf: 130 }, 1, [lastBookmark]],
    [{ page: 9, order: 'oldest' }, 2, [lastBookmark, 'Messages newer 51 strongly']],
    [{ page: 10, order: 'oldest' }, 2, count],
    [{ page: 3, order: 'oldest', total: true }, 4, [...count, near, 'Messages newer 51']],
    // By a place: the bookmark before it, what lies between, then the page.
    [{ at: agoAt(60 * MINUTE - 249_000) }, 4, [...count, near, between, 'Messages newer 91']],
    [
      { at: agoAt(60 * MINUTE - 294_000) },
      5,
      [...count, near, between, near, 'Messages older 10', 'Messages newer 41'],
    ],
    [{ at: agoAt(60 * MINUTE - 349_000), asOf: 400 }, 4, [lastBookmark, near, between, 'Messages newer 51']],
    [{ at: agoAt(60 * MINUTE - 249_000), order: 'oldest' }, 4, [...count, near, between, 'Messages newer 51']],
    [{ at: agoAt(15_000) }, 2, count],
    [{ at: agoAt(-MINUTE), order: 'oldest' }, 2, count],
    [{ at: agoAt(365 * 24 * 60 * MINUTE), order: 'oldest' }, 4, [...count, near, between, 'Messages newer 50']],
  ])('are, for %j, in %d round trips, no others', async (request, roundTrips, reads) => {
    withBookmarks ??= aChatWithBookmarks();

    const found = await readsOf(await withBookmarks, request);

    expect(found).toEqual({ reads: reads.toSorted(), roundTrips });
  });
});
