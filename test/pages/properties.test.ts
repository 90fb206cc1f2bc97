import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { aChat } from './chat.ts';
import { inFull, inFullOr, seed } from './full.ts';
import { histories, storeHistory } from './histories.ts';
import { operations } from './operations.ts';
import { play } from './play.ts';

const SEQUENCES = inFullOr(1000, 20);

/** How many sequences are played at once, each in a conversation of its own. */
const AT_ONCE = 4;

describe(`${SEQUENCES} sequences of sends and fetches, from seed ${seed}`, () => {
  it(
    'are answered as the model answers them',
    async () => {
      const sequences = fc.array(operations, { minLength: 1, maxLength: inFullOr(30, 16), size: 'max' });

      const isAnsweredRight = fc.asyncProperty(histories, sequences, async (history, sequence) => {
        const chat = await aChat();
        await storeHistory(chat, history);

        const found = await play(chat, sequence);

        if (found.length > 0) throw new Error(found.join('\n'));
      });

      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) =>
          fc.assert(isAnsweredRight, {
            seed: seed + index,
            numRuns: SEQUENCES / AT_ONCE,
            interruptAfterTimeLimit: inFullOr(3_600_000, 60_000),
          }),
        ),
      );
    },
    inFull ? 7_200_000 : 90_000,
  );
});
