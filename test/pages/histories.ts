import fc from 'fast-check';
import { ulid } from 'ulid';
import type { MessageId } from '../../lib/messages/message.ts';
import { type Chat, START } from './chat.ts';
import { diceOf } from './dice.ts';

/** Some messages that are there before a test begins: how many, of when, how far apart, and of how many bytes of text. */
export type Stretch = {
  readonly count: number;
  /** How long before the start the first was sent, in milliseconds. */
  readonly ago: number;
  /** Milliseconds between two: 0 for all in one. */
  readonly step: number;
  readonly length: number;
  readonly seed: number;
};

const MINUTE = 60_000;

/** Times around which a message becomes settled, or old enough for a bookmark, among others. */
const agoes = fc.oneof(
  fc.constantFrom(30_000, 30_001, 10 * MINUTE, 10 * MINUTE + 1),
  fc.integer({ min: 31_000, max: 20 * MINUTE }),
  fc.integer({ min: 11 * MINUTE, max: 400 * 24 * 60 * MINUTE }),
);

const stretch = (count: fc.Arbitrary<number>, lengths: readonly number[]): fc.Arbitrary<Stretch> =>
  fc.record({
    count,
    ago: agoes,
    step: fc.constantFrom(0, 1, 7, 1000, 60_000),
    length: fc.constantFrom(...lengths),
    seed: fc.nat(),
  });

/** Around multiples of 100, where the last bookmark stands. */
const aroundHundreds = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: -2, max: 2 }))
    .map(([hundreds, more]) => hundreds * 100 + more);

/** Histories of every size up to some 1,600 messages; now and then of messages so large that a page takes many reads. */
export const histories: fc.Arbitrary<readonly Stretch[]> = fc.oneof(
  { weight: 4, arbitrary: fc.array(stretch(fc.integer({ min: 0, max: 12 }), [5]), { maxLength: 3 }) },
  { weight: 4, arbitrary: fc.array(stretch(aroundHundreds(3), [5, 300]), { minLength: 1, maxLength: 2 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      stretch(aroundHundreds(13), [5]),
      stretch(fc.integer({ min: 0, max: 260 }), [5]),
      stretch(fc.integer({ min: 0, max: 20 }), [5]),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(stretch(fc.integer({ min: 70, max: 310 }), [16_000])) },
);

/** Stores a history. All of it is settled when the test begins. */
export async function storeHistory(chat: Chat, stretches: readonly Stretch[]): Promise<void> {
  for (const { count, ago, step, length, seed } of stretches) {
    const dice = diceOf(seed);
    const latest = START - 30_000;
    const time = (index: number) => Math.min(START - ago + index * step, latest);
    const ids = Array.from({ length: count }, (_, index) => ulid(time(index), dice) as MessageId);
    // Two stretches of the same seed and time are the same messages.
    const stored = new Set(chat.stored.map(({ id }) => id));
    await chat.store(
      ids.filter((id) => !stored.has(id)),
      textOf(length),
    );
  }
}

/** A text of about so many bytes, and of no more characters than a text may have. */
const textOf = (bytes: number): string => (bytes > 4000 ? '🎹'.repeat(bytes / 4) : 'x'.repeat(bytes));
