import fc from 'fast-check';

/** One step of a sequence. People are numbers from 0 to 11. */
export type Operation =
  | { readonly kind: 'send'; readonly from: number; readonly to: number; readonly count: number }
  /** Some who all send in the same millisecond. */
  | { readonly kind: 'send at once'; readonly pairs: readonly (readonly [number, number])[] }
  /** A history: so many messages from one to the other, so many milliseconds apart, the last of them so long ago. */
  | {
      readonly kind: 'store';
      readonly from: number;
      readonly to: number;
      readonly count: number;
      readonly step: number;
      readonly ago: number;
    }
  /** A send that dies before its message is put, at a time so far from now. */
  | { readonly kind: 'fail'; readonly from: number; readonly to: number; readonly later: number }
  /** Marks as read up to a message of the conversation, from 0, the oldest, to 1; or up to the lowest or highest id. */
  | {
      readonly kind: 'mark as read';
      readonly reader: number;
      readonly contact: number;
      readonly at: number;
      readonly is: 'stored' | 'lowest' | 'highest';
    }
  | { readonly kind: 'list'; readonly reader: number; readonly pageSize: number; readonly pages: number }
  /** Follows the link that somebody was last given, and then its `next`. */
  | { readonly kind: 'go on'; readonly reader: number; readonly pages: number }
  /** Asks for what is newer than a message of somebody's, from 0, the oldest, to 1. */
  | {
      readonly kind: 'since';
      readonly reader: number;
      readonly contact: number;
      readonly at: number;
      readonly pageSize: number;
    }
  | { readonly kind: 'move the clock'; readonly by: number }
  | { readonly kind: 'delete'; readonly who: number };

const HOUR = 3_600_000;

const person = fc.nat(11);
/** Few of the pairs are drawn often, so that conversations grow; some write to themselves. */
const pair = fc.oneof(
  { weight: 4, arbitrary: fc.record({ from: fc.constant(0), to: person }) },
  { weight: 4, arbitrary: fc.record({ from: person, to: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ from: person, to: person }) },
  { weight: 1, arbitrary: person.map((who) => ({ from: who, to: who })) },
);
const reader = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: person });
const part = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const pageSize = fc.oneof(fc.constantFrom(1, 2, 3, 11, 12, 50), fc.integer({ min: 1, max: 50 }));
const pages = fc.constantFrom(1, 2, 12);

const kind = <T extends string>(name: T) => fc.constant(name);

/** Any step of a sequence. */
export const operations: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(pair, fc.integer({ min: 1, max: 2 }))
      .map(([pair, count]) => ({ kind: 'send' as const, ...pair, count })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('send at once'),
      pairs: fc.array(
        pair.map(({ from, to }) => [from, to] as const),
        { minLength: 2, maxLength: 6 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        pair,
        fc.constantFrom(3, 99, 100, 101),
        fc.constantFrom(0, 1, 60_000),
        fc.constantFrom(1, 30_001, 2 * HOUR),
      )
      .map(([pair, count, step, ago]) => ({ kind: 'store' as const, ...pair, count, step, ago })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(pair, fc.constantFrom(0, 200, HOUR, 5 * HOUR))
      .map(([pair, later]) => ({ kind: 'fail' as const, ...pair, later })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('mark as read'),
      reader,
      contact: person,
      at: part,
      is: fc.constantFrom('stored' as const, 'stored' as const, 'lowest' as const, 'highest' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: kind('list'), reader, pageSize, pages }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('go on'), reader, pages }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('since'), reader, contact: person, at: part, pageSize }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('move the clock'),
      by: fc.constantFrom(1, 99, 100, 29_999, 30_001, HOUR, 26 * HOUR, -1, -100, -HOUR),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('delete'), who: person }) },
);
