import { beforeAll, describe, expect, it } from '@jest/globals';
import { highestId, lowestId } from '../../lib/messages/message.ts';
import { type Cost, costOf } from '../support/counting.ts';
import { deleteBookmarks } from './bookmarks.ts';
import { aChat, type Chat, connect } from './chat.ts';
import { differences } from './differences.ts';
import { inFull } from './full.ts';
import { storeHistory } from './histories.ts';
import { type Order, type PageRequest, pageOf } from './model.ts';

const MINUTE = 60_000;
const HIGHEST_PAGE = 2 ** 53;
const orders: readonly Order[] = ['newest', 'oldest'];
const totals = inFull ? [0, 1, 99, 100, 101, 199, 200, 201, 299, 300, 301, 400, 999, 1000, 1001, 1100] : [100, 201];
const pageSizes = inFull ? [1, 50, 100, 199, 200] : [1, 200];
const timeout = inFull ? 1_200_000 : undefined;

/** A conversation whose messages are all old enough for bookmarks, the last of them just so. */
async function aChatOf(count: number, length = 5): Promise<Chat> {
  const chat = await aChat();
  const step = 1000;
  await storeHistory(chat, [{ count, ago: 10 * MINUTE + 1 + (count - 1) * step, step, length, seed: count }]);
  return chat;
}

/** What differs from the model in the answers to those requests. */
async function differencesIn(chat: Chat, requests: readonly PageRequest[]): Promise<string[]> {
  const found: string[] = [];
  for (const request of requests)
    found.push(
      ...differences(await chat.fetch(request), pageOf(chat.stored, chat.now, request)).map(
        (difference) => `${JSON.stringify(request)}: ${difference}`,
      ),
    );
  return found;
}

/** Pages at and around both ends, in both orders, with and without `asOf`. */
function edgesOf(count: number): PageRequest[] {
  return orders.flatMap((order) =>
    pageSizes.flatMap((pageSize) => {
      const last = Math.ceil(count / pageSize);
      const more = inFull ? [2, last - 1, 2 ** 31, HIGHEST_PAGE - 1] : [];
      const pages = new Set([1, last, last + 1, HIGHEST_PAGE, ...more]);
      return [...pages]
        .filter((page) => page > 0)
        .flatMap((page) => [
          { page, pageSize, order },
          { page, pageSize, order, total: true },
          { page, pageSize, order, asOf: count },
          ...(inFull ? [count - 1, count + 1, Math.floor(count / 100) * 100, HIGHEST_PAGE] : [count - 1, count + 1])
            .filter((asOf) => asOf >= 0)
            .map((asOf) => ({ page, pageSize, order, asOf })),
        ]);
    }),
  );
}

describe('pages at the boundaries', () => {
  it.each(totals)(
    'of %i messages are as the model has them, with and without bookmarks',
    async (count) => {
      const chat = await aChatOf(count);

      const cold = await differencesIn(chat, edgesOf(count));
      const warm = await differencesIn(chat, edgesOf(count));

      expect([...cold, ...warm]).toEqual([]);
    },
    timeout,
  );

  it.each([1, 100, 200])('have no next where the last page of %i is exactly full', async (pageSize) => {
    const chat = await aChatOf(2 * pageSize);
    const [oldest, newest] = [chat.stored[0]?.id, chat.stored.at(-1)?.id];

    for (const order of orders) {
      const link = (await chat.fetch({ pageSize, order })).body.next;
      const byNumber = await chat.fetch({ page: 2, pageSize, order });
      const byCursor = await chat.follow(link);
      const back = await chat.fetch({ pageSize, order, cursor: `-${order === 'newest' ? lowestId : highestId}` });

      const allInOne = await chat.fetch({ pageSize: Math.min(2 * pageSize, 200), order });
      expect(allInOne.body.next === null).toBe(2 * pageSize <= 200);
      for (const { body } of [byNumber, byCursor, back]) {
        expect(body.messages).toHaveLength(pageSize);
        expect(body.messages.at(-1).id).toBe(order === 'newest' ? oldest : newest);
        expect(body.next).toBeNull();
      }
    }
    const first = await chat.fetch({ after: lowestId, pageSize });
    const last = await chat.follow(first.body.next);
    expect([last.body.messages.length, last.body.next]).toEqual([pageSize, null]);
  });

  it('are refused with a size of 0 or 201, or a number of 0 or beyond 2^53', async () => {
    const chat = await aChatOf(1);

    const refused = [{ pageSize: 0 }, { pageSize: 201 }, { page: 0 }];
    const answers = await Promise.all(refused.map((request) => chat.fetch(request)));
    const beyond = await chat.fetch({ page: '9007199254740993' as never });

    expect([...answers, beyond].map(({ status, body }) => [status, body.code])).toEqual(
      Array(4).fill([400, 'invalid_request']),
    );
  });
});

describe('the cost of a page of 50', () => {
  const COUNT = inFull ? 5000 : 800;
  const inside = [1, 2, 5, 7, 9, 12, 15, Math.ceil(COUNT / 50)];
  const beyond = [COUNT / 50 + 1, COUNT, 2 ** 31, HIGHEST_PAGE];
  let chat: Chat;

  beforeAll(async () => {
    chat = await aChatOf(COUNT, 120);
  }, timeout);

  const costsOf = async (pages: readonly number[], asOf: boolean) => {
    const costs = [];
    for (const page of pages)
      for (const order of orders) {
        const request = { page, order, ...(asOf && { asOf: COUNT }) };
        const { result, cost } = await onceCurrent(() => costOf(connect().dynamodb, () => chat.fetch(request)));
        expect(result.status).toBe(200);
        costs.push(cost);
      }
    return {
      roundTrips: Math.max(...costs.map(({ roundTrips }) => roundTrips)),
      readUnits: Math.max(...costs.map(({ readUnits }) => readUnits)),
      writeUnits: Math.max(...costs.map(({ writeUnits }) => writeUnits)),
    };
  };

  /** What it costs once it sets no more bookmarks: a long walk keeps few, and the visits after it fill in the others. */
  async function onceCurrent<T extends { readonly cost: Cost }>(visit: () => Promise<T>): Promise<T> {
    for (let visits = 1; ; visits++) {
      const visited = await visit();
      if (visited.cost.writeUnits === 0 || visits === 4) return visited;
    }
  }

  it.each([
    { asOf: false, mostRoundTrips: 4, mostReadUnits: 16 },
    { asOf: true, mostRoundTrips: 3, mostReadUnits: 8 },
  ])(
    'is the same bound for each, and no higher far past the end (asOf: $asOf)',
    async (bound) => {
      const costs = await costsOf(inside, bound.asOf);
      const far = await costsOf(beyond, bound.asOf);

      expect(costs.roundTrips).toBeLessThanOrEqual(bound.mostRoundTrips);
      expect(costs.readUnits).toBeLessThanOrEqual(bound.mostReadUnits);
      expect(far.roundTrips).toBeLessThanOrEqual(costs.roundTrips);
      expect(far.readUnits).toBeLessThanOrEqual(costs.readUnits);
      expect([costs.writeUnits, far.writeUnits]).toEqual([0, 0]);
    },
    timeout,
  );

  it(
    'is found again by readers where all bookmarks are gone',
    async () => {
      await deleteBookmarks(connect().database, chat.conversation);

      const found = await differencesIn(chat, edgesOf(COUNT).slice(0, 20));

      expect(found).toEqual([]);
    },
    timeout,
  );
});
