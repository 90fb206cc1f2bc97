import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { aChat } from './chat.ts';
import { inFullOr, seed } from './full.ts';
import { histories, storeHistory } from './histories.ts';
import { operations } from './operations.ts';
import { play } from './play.ts';
import { assertOfSequences, TIMEOUT } from './sequences.ts';

const SEQUENCES = inFullOr(1000, 20);

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

      await assertOfSequences(isAnsweredRight, SEQUENCES);
    },
    TIMEOUT,
  );
});
