import { beforeAll, describe, expect, it } from '@jest/globals';
import { highestId, lowestId } from '../../lib/messages/message.ts';
import { aChat, type Chat } from './chat.ts';
import { differences } from './differences.ts';
import { storeHistory } from './histories.ts';
import { firstIdOf, type PageRequest, pageOf } from './model.ts';

const orders = ['newest', 'oldest'] as const;

let chat: Chat;

async function expectAsTheModel(requests: readonly PageRequest[]) {
  const found: string[] = [];
  for (const request of requests) {
    const answer = await chat.fetch(request);
    for (const difference of differences(answer, pageOf(chat.stored, chat.now, request)))
      found.push(`${JSON.stringify(request)}: ${difference}`);
  }
  expect(found).toEqual([]);
}

describe('of few messages', () => {
  // Four that are settled, one of them just so, and three that are not, two of them of one millisecond.
  beforeAll(async () => {
    chat = await aChat();
    await storeHistory(chat, [{ count: 3, ago: 60_000, step: 1000, length: 5, seed: 1 }]);
    await chat.store([firstIdOf(chat.now - 30_000), chat.idOf(2000), chat.idOf(2000), chat.idOf(1000)]);
  });

  describe.each(orders)('in the order "%s"', (order) => {
    it.each([3, 7])('numbered pages of %d are as the model has them', async (pageSize) => {
      const last = Math.ceil(7 / pageSize);
      const pages = [...new Set([1, 2, last, last + 1])];

      await expectAsTheModel(
        pages.flatMap((page) => [
          { order, pageSize, page },
          { order, pageSize, page, total: true },
          ...[0, 4, 6, 7, 8].map((asOf) => ({ order, pageSize, page, asOf })),
        ]),
      );
    });

    it('pages at cursors are as the model has them', async () => {
      const ids = [lowestId, ...chat.stored.map(({ id }) => id), highestId, firstIdOf(chat.now - 2000)];

      await expectAsTheModel(
        ids.flatMap((id) => [
          { order, pageSize: 3, cursor: id },
          { order, pageSize: 3, cursor: `-${id}` },
          { order, pageSize: 2, cursor: id, page: 2 },
          { order, pageSize: 2, cursor: `-${id}`, page: 1 },
        ]),
      );
      await expectAsTheModel(
        ['', '-'].flatMap((before) => [
          { order, pageSize: 2, cursor: `${before}${chat.stored[3]?.id}`, page: 2 ** 53 },
          { order, pageSize: 2, cursor: `${before}${chat.stored[3]?.id}`, total: true },
        ]),
      );
    });

    it('every link leads where the model leads, with asOf and without', async () => {
      for (const asOf of [undefined, 5, 6, 7]) {
        const pageSize = 3;
        const seen: string[] = [];
        let answer = await chat.fetch({ order, pageSize, page: 1, asOf });
        for (;;) {
          const { next, page, messages } = answer.body;
          seen.push(...messages.map(({ id }: { id: string }) => id));
          if (!next) break;
          answer = await chat.follow(next);
          expect(answer.body.page).toBe(page + 1);
          expect(answer.body.asOf).toBe(asOf ?? null);
          const before = await chat.follow(answer.body.previous);
          expect(before.body.messages).toEqual(messages);
          expect(before.body.previous === null).toBe(page === 1);
        }
        expect(answer.body.page).toBe(Math.ceil((asOf ?? 7) / pageSize));
        expect(seen).toEqual(
          pageOf(chat.stored, chat.now, { order, pageSize: 200, page: 1, asOf }).messages.map(({ id }) => id),
        );
      }
    });
  });

  it('what comes after an id is as the model has it', async () => {
    const ids = [lowestId, ...chat.stored.map(({ id }) => id), highestId, firstIdOf(chat.now - 2000)];

    await expectAsTheModel(
      ids.flatMap((after) => [
        { after, pageSize: 2 },
        { after, pageSize: 7 },
        { after, pageSize: 6, total: true },
      ]),
    );
  });

  it('a reading carries its poll along, and is polled from there', async () => {
    const first = await chat.fetch({ after: lowestId, pageSize: 3 });
    const began = chat.now;
    chat.moveClock(50_000);

    const second = await chat.follow(first.body.next);
    const third = await chat.follow(second.body.next);
    chat.moveClock(-50_000);

    expect([first, second, third].map(({ body }) => body.messages.length)).toEqual([3, 3, 1]);
    expect([first, second].map(({ body }) => body.poll)).toEqual([null, null]);
    expect(third.body.next).toBeNull();
    const poll = new URL(third.body.poll, 'https://api.example.com').searchParams;
    expect(poll.get('after')).toBe(firstIdOf(began - 30_000));
  });
});
