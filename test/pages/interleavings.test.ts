import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { bookmarkFaults, bookmarksOf } from './bookmarks.ts';
import { aChat, type Chat, connect } from './chat.ts';
import { diceOf } from './dice.ts';
import { differences } from './differences.ts';
import { inFullOr, seed } from './full.ts';
import { storeHistory } from './histories.ts';
import { interleaved } from './interleaving.ts';
import { type PageRequest, pageOf } from './model.ts';
import { begin, rounds } from './rounds.ts';
import { inTime, TIMEOUT } from './sequences.ts';

const INTERLEAVINGS = inFullOr(300, 10);

const MINUTE = 60_000;

/** Messages that are old enough for bookmarks, and some that are not, so that the last bookmark is just being set. */
const pasts = fc.record({
  old: fc.integer({ min: 0, max: 420 }),
  young: fc.integer({ min: 0, max: 110 }),
  seed: fc.nat(),
});

/** Pages that together show everything, once nothing happens any more. */
const inTheEnd: readonly PageRequest[] = (['newest', 'oldest'] as const).flatMap((order) =>
  [1, 2, 3, 4, 5].map((page) => ({ page, pageSize: 150, order, total: page === 2 })),
);

describe(`${INTERLEAVINGS} interleavings of senders, readers and bookmarks, from seed ${seed}`, () => {
  it(
    'show what the design allows meanwhile, and in the end what the model shows',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          pasts,
          fc.array(rounds, { minLength: 1, maxLength: 2 }),
          fc.nat(),
          async (past, goingOn, order) => {
            const { dynamodb, run } = interleaved(connect().dynamodb, diceOf(order));
            const [chat] = await run([aChat(dynamodb)]);
            if (!chat) throw new Error('There is no chat.');
            await storeHistory(chat, [
              { count: past.old, ago: 60 * MINUTE, step: 1000, length: 5, seed: past.seed },
              { count: past.young, ago: 9 * MINUTE, step: 1000, length: 5, seed: past.seed + 1 },
            ]);

            const found: string[] = [];
            for (const round of goingOn) {
              const { work, check } = begin(chat, dynamodb, round);
              await run(work);
              found.push(...check());
              // What has arrived is settled by then, and some of it old enough for bookmarks.
              chat.moveClock(11 * MINUTE);
            }
            for (const request of inTheEnd) found.push(...(await difference(chat, run, request)));
            const bookmarks = await bookmarksOf(connect().database, chat.conversation);
            found.push(...bookmarkFaults(bookmarks, chat.stored, chat.latest));

            if (found.length > 0) throw new Error(found.join('\n'));
          },
        ),
        { seed, numRuns: INTERLEAVINGS, ...inTime },
      );
    },
    TIMEOUT,
  );
});

async function difference(chat: Chat, run: ReturnType<typeof interleaved>['run'], request: PageRequest) {
  const [answer] = await run([chat.fetch(request)]);
  return answer ? differences(answer, pageOf(chat.stored, chat.now, request)) : [];
}
