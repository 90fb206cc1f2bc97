import fc from 'fast-check';
import { inFull, inFullOr, seed } from './full.ts';

/** How many sequences are played at once, each in a conversation, or a circle of people, of its own. */
const AT_ONCE = 4;

/** How long a test may take that plays sequences, in milliseconds. */
export const TIMEOUT = inFullOr(7_200_000, 600_000);

/** Tries no more once a test has taken its time. In full none may be left out for want of it. */
export const inTime = { interruptAfterTimeLimit: inFullOr(3_600_000, 60_000), markInterruptAsFailure: inFull };

/** Tries a property with so many sequences. */
export async function assertOfSequences(property: fc.IRawProperty<unknown>, sequences: number): Promise<void> {
  await Promise.all(
    Array.from({ length: AT_ONCE }, (_, index) =>
      fc.assert(property, {
        seed: seed + index,
        numRuns: sequences / AT_ONCE,
        ...inTime,
      }),
    ),
  );
}
