import { beforeAll, describe, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import { isoTime } from '../../lib/clock.ts';
import { highestId, lowestId, type MessageId, timeOf } from '../../lib/messages/message.ts';
import { deleteBookmarks } from './bookmarks.ts';
import { aChat, type Chat, connect } from './chat.ts';
import { diceOf } from './dice.ts';
import { differences } from './differences.ts';
import { inFull, inFullOr, seed } from './full.ts';
import { storeHistory } from './histories.ts';
import { type PageRequest, pageOf } from './model.ts';

const COUNT = inFullOr(5000, 450);
const MINUTE = 60_000;
const timeout = inFull ? 3_600_000 : undefined;
/** Large pages, which are what takes time, are one in ten. */
const pageSizes = inFull ? [1, 1, 1, 7, 7, 50, 50, 50, 50, 200] : [50];
const AT_ONCE = 4;
const sampleOf = (index: number) => inFull || index % 15 === 0;

describe(`the pages of every message, and of every gap between two, of ${COUNT}, from seed ${seed}`, () => {
  let chat: Chat;

  beforeAll(async () => {
    chat = await aChat();
    const recent = 60;
    await storeHistory(chat, [
      { count: COUNT - recent, ago: 90 * 24 * 60 * MINUTE, step: 1000, length: 5, seed },
      // Several of them share a millisecond.
      { count: recent / 2, ago: 20 * MINUTE, step: 0, length: 5, seed: seed + 1 },
      { count: recent / 2 - 10, ago: 9 * MINUTE, step: 7000, length: 5, seed: seed + 2 },
    ]);
    await chat.store(Array.from({ length: 10 }, (_, number) => chat.idOf(25_000 - 2000 * number)));
  }, timeout);

  /** Every message and every gap, as an id and as a time, each in some order and some of the sizes. */
  function requests(): PageRequest[] {
    const ids = chat.stored.flatMap(({ id }): MessageId[] => [id, ulid(timeOf(id), () => 0.99999) as MessageId]);
    const places = [lowestId, ...ids, highestId].filter((_, index) => sampleOf(index));
    const dice = diceOf(seed);
    return places.flatMap((id) => {
      const where: PageRequest = dice() < 0.5 ? { around: id } : { at: isoTime(timeOf(id)) };
      const asOf = dice() < 0.3 ? Math.floor(dice() * (COUNT + 3)) : undefined;
      const pageSize = pageSizes[Math.floor(dice() * pageSizes.length)];
      return (['newest', 'oldest'] as const).map((order) => ({ ...where, order, pageSize, asOf, total: dice() < 0.2 }));
    });
  }

  async function differencesOf(request: PageRequest): Promise<string[]> {
    const answer = await chat.fetch(request);
    return differences(answer, pageOf(chat.stored, chat.now, request)).map(
      (difference) => `${JSON.stringify(request)}: ${difference}`,
    );
  }

  it.each<[string, (ordinal: number) => boolean]>([
    ['there', () => false],
    ['gone', () => true],
    ['half gone', (ordinal) => ordinal % 300 !== 0],
    ['all gone but the highest', (ordinal) => ordinal + 100 <= COUNT - 100],
  ])(
    'are as the model has them where bookmarks are %s',
    async (_, isGone) => {
      await chat.fetch({ page: 2, order: 'oldest', total: true });
      const found: string[] = [];
      const all = requests();
      for (let start = 0; start < all.length; start += AT_ONCE) {
        if (start % 500 === 0)
          await deleteBookmarks(connect().database, chat.conversation, ({ ordinal = 0 }) => isGone(ordinal));
        const some = all.slice(start, start + AT_ONCE);
        found.push(...(await Promise.all(some.map(differencesOf))).flat());
      }

      expect(found).toEqual([]);
    },
    timeout,
  );
});
