import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { inFull, inFullOr, seed } from '../pages/full.ts';
import { aCircle } from './circle.ts';
import { operations } from './operations.ts';
import { play } from './play.ts';

const SEQUENCES = inFullOr(1000, 8);

/** How many sequences are played at once, each in a circle of its own. */
const AT_ONCE = 4;

describe(`${SEQUENCES} sequences of what twelve people send, read and list, from seed ${seed}`, () => {
  it(
    'are answered as the model answers them',
    async () => {
      const sequences = fc.array(operations, { minLength: 1, maxLength: inFullOr(30, 20), size: 'max' });

      const isAnsweredRight = fc.asyncProperty(sequences, async (sequence) => {
        const found = await play(await aCircle(), sequence);

        if (found.length > 0) throw new Error(found.join('\n'));
      });

      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) =>
          fc.assert(isAnsweredRight, {
            seed: seed + index,
            numRuns: SEQUENCES / AT_ONCE,
            interruptAfterTimeLimit: inFullOr(3_600_000, 60_000),
            markInterruptAsFailure: inFull,
          }),
        ),
      );
    },
    inFull ? 7_200_000 : 90_000,
  );
});
