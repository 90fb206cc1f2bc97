import { describe, expect, it } from '@jest/globals';
import { lowestId, type Message } from '../../lib/messages/message.ts';
import type { Answer } from '../support/api.ts';
import { startArrivals } from './arrivals.ts';
import { aChat, type Chat, connect } from './chat.ts';
import { diceOf } from './dice.ts';
import { differences } from './differences.ts';
import { Follower } from './follower.ts';
import { inFull, inFullOr, seed } from './full.ts';
import { storeHistory } from './histories.ts';
import { type PageRequest, pageOf } from './model.ts';
import { traffic } from './traffic.ts';

const ARRIVING = inFullOr(1000, 120);
const SECOND = 1000;
const orders = ['newest', 'oldest'] as const;
const timeout = inFull ? 600_000 : undefined;

/** A conversation of settled messages, some of them old enough for bookmarks. */
async function aSettledChat(count: number): Promise<Chat> {
  const chat = await aChat();
  await storeHistory(chat, [{ count, ago: 20 * 60 * SECOND, step: 2 * SECOND, length: 20, seed }]);
  return chat;
}

describe(`while ${ARRIVING} messages arrive from 8 senders, from seed ${seed}`, () => {
  it.each(orders)(
    'a walk by next shows every message acknowledged before it once, in the order "%s"',
    async (order) => {
      const chat = await aSettledChat(300);
      const before = chat.stored.map(({ id }) => id);
      const arrivals = startArrivals(chat, ARRIVING);

      const shown: Message[] = [];
      let answer = await chat.fetch({ order, pageSize: 20 });
      for (let pages = 1; ; pages++) {
        expect(answer.status).toBe(200);
        shown.push(...answer.body.messages);
        if (!answer.body.next) break;
        await arrivals.reach(Math.ceil((pages * ARRIVING) / 15));
        answer = await chat.follow(answer.body.next);
      }
      await arrivals.done;

      const ids = shown.map(({ id }) => id);
      const sorted = ids.toSorted();
      expect(ids).toEqual(order === 'newest' ? sorted.reverse() : sorted);
      expect(new Set(ids).size).toBe(ids.length);
      expect(before.filter((id) => !ids.includes(id))).toEqual([]);
    },
    timeout,
  );

  it(
    'following by poll shows every message, though some land 25 s late and readers dawdle',
    async () => {
      const chat = await aSettledChat(60);
      const followers = [
        new Follower(chat, { pageSize: 10 }),
        new Follower(chat, { pageSize: 25 }, 4 * SECOND),
        new Follower(chat, { after: lowestId, pageSize: 50 }),
        new Follower(chat, { order: 'oldest', pageSize: 20 }),
        new Follower(chat, { at: '2026-03-01T11:00:00Z', order: 'oldest', pageSize: 35 }),
        new Follower(chat, { after: lowestId, pageSize: 15 }, -4 * SECOND),
      ];
      for (const each of followers) await each.step();

      await traffic(chat, { messages: ARRIVING, followers, seed });

      const arrived = chat.stored.slice(60).map(({ id }) => id);
      expect(arrived).toHaveLength(ARRIVING);
      for (const { seen, faults, readings } of followers) {
        expect(arrived.filter((id) => !seen.has(id))).toEqual([]);
        expect(faults).toEqual([]);
        expect(readings).toBeGreaterThanOrEqual(2);
      }
      expect(Math.max(...followers.map(({ readings }) => readings))).toBeGreaterThan(2);
    },
    timeout,
  );

  it(
    'numbered pages with asOf show the same messages all along',
    async () => {
      const chat = await aSettledChat(420);
      const then = chat.stored;
      const { body } = await chat.fetch({ total: true });
      const arrivals = startArrivals(chat, ARRIVING);
      const dice = diceOf(seed);

      const found: string[] = [];
      for (let jump = 1; jump <= inFullOr(200, 40); jump++) {
        await arrivals.reach(Math.floor((jump * ARRIVING) / inFullOr(200, 40)) - 1);
        const pageSize = 1 + Math.floor(dice() * 200);
        const page = 1 + Math.floor(dice() * (420 / pageSize + 2));
        const request: PageRequest = { page, pageSize, order: dice() < 0.5 ? 'newest' : 'oldest', asOf: body.asOf };
        const answer = await chat.fetch(request);
        found.push(...differences(answer, pageOf(then, chat.now, request)));
      }
      await arrivals.done;

      expect(body.asOf).toBe(420);
      expect(found).toEqual([]);
    },
    timeout,
  );

  it(
    'numbered pages with asOf move by as many places as messages land late, and only among those not settled',
    async () => {
      const chat = await aSettledChat(300);
      chat.moveClock(5 * 60 * SECOND);
      for (let sent = 0; sent < 24; sent += 4)
        await Promise.all(([0, 1, 0, 1] as const).map((from) => chat.send(from)));
      const { body } = await chat.fetch({ total: true });
      const read = async (order: 'newest' | 'oldest') => {
        const answers: Answer[] = [];
        for (let page = 1; page <= 11; page++)
          answers.push(await chat.fetch({ page, pageSize: 30, order, asOf: body.asOf }));
        return answers.flatMap((answer): string[] => answer.body.messages.map(({ id }: Message) => id));
      };
      const before = { newest: await read('newest'), oldest: await read('oldest') };
      const settled = new Set(chat.stored.slice(0, 300).map(({ id }) => id as string));

      const late = 5;
      for (let number = 1; number <= late; number++)
        await chat.landLate(connect().dynamodb, chat.idOf(number * 4 * SECOND));

      for (const order of orders) {
        const after = await read(order);
        expect(after).toHaveLength(324);
        for (const [place, id] of after.entries()) {
          const earlier = before[order].indexOf(id);
          if (settled.has(id)) expect(place).toBe(earlier);
          else if (earlier >= 0) expect(Math.abs(place - earlier)).toBeLessThanOrEqual(late);
        }
      }
    },
    timeout,
  );
});
