import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { inFullOr, seed } from '../pages/full.ts';
import { assertOfSequences, TIMEOUT } from '../pages/sequences.ts';
import { aCircle } from './circle.ts';
import { operations } from './operations.ts';
import { play } from './play.ts';

const SEQUENCES = inFullOr(1000, 8);

describe(`${SEQUENCES} sequences of what twelve people send, read and list, from seed ${seed}`, () => {
  it(
    'are answered as the model answers them',
    async () => {
      const sequences = fc.array(operations, { minLength: 1, maxLength: inFullOr(30, 20), size: 'max' });

      const isAnsweredRight = fc.asyncProperty(sequences, async (sequence) => {
        const found = await play(await aCircle(), sequence);

        if (found.length > 0) throw new Error(found.join('\n'));
      });

      await assertOfSequences(isAnsweredRight, SEQUENCES);
    },
    TIMEOUT,
  );
});
