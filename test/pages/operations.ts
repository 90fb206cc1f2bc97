import fc from 'fast-check';
import { ulid } from 'ulid';
import { isoTime } from '../../lib/clock.ts';
import { highestId, lowestId, type Message, type MessageId, timeOf } from '../../lib/messages/message.ts';
import { START } from './chat.ts';
import { firstIdOf, type Order, type PageRequest } from './model.ts';

/** An id of a message, or one made up: near a place in the conversation, from 0, the oldest end, to 1. */
type SomeId = { readonly at: number; readonly is: 'stored' | 'before' | 'after' | 'lowest' | 'highest' };

/** A number from a conversation's size: a part of it, and some more or less. */
type SomeNumber = { readonly part: number; readonly more: number };

/** Where a page lies, before it is known how long the conversation is. */
type Where =
  | { readonly by: 'nothing' }
  | { readonly by: 'page'; readonly page: SomeNumber; readonly asOf?: SomeNumber | undefined }
  | { readonly by: 'a page of any number'; readonly page: number; readonly asOf?: SomeNumber | undefined }
  | { readonly by: 'cursor'; readonly id: SomeId; readonly before: boolean; readonly label?: number | undefined }
  | { readonly by: 'after'; readonly id: SomeId }
  | { readonly by: 'at' | 'around'; readonly id: SomeId; readonly asOf?: SomeNumber | undefined };

/** A page of any kind, before it is known how long the conversation is. */
export type Fetch = {
  readonly kind: 'fetch';
  readonly where: Where;
  readonly pageSize?: number | undefined;
  readonly order?: Order | undefined;
  readonly total?: boolean | undefined;
};

/** One step of a sequence. */
export type Operation =
  | Fetch
  /** Follows a link of an earlier answer, the latest first, and then that same link of what it leads to. */
  | { readonly kind: 'follow'; readonly link: number; readonly times: number }
  | { readonly kind: 'send'; readonly count: number; readonly sender: 0 | 1; readonly length: number }
  /** Senders who all send in the same moment. */
  | { readonly kind: 'send at once'; readonly senders: number }
  /** A message that lands that long after its time, in milliseconds. */
  | { readonly kind: 'land late'; readonly by: number; readonly count: number }
  /** Places near one of the conversation that are fenced. */
  | { readonly kind: 'fence'; readonly near: SomeId; readonly count: number; readonly seed: number }
  | { readonly kind: 'move the clock'; readonly by: number }
  /** Deletes that part of the bookmarks. */
  | { readonly kind: 'delete bookmarks'; readonly part: number; readonly seed: number };

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const part = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const someId = fc.record({
  at: part,
  is: fc.oneof(
    { weight: 5, arbitrary: fc.constant('stored' as const) },
    { weight: 3, arbitrary: fc.constantFrom('before' as const, 'after' as const) },
    { weight: 2, arbitrary: fc.constantFrom('lowest' as const, 'highest' as const) },
  ),
});
const someNumber = fc.record({ part, more: fc.integer({ min: -3, max: 3 }) });
const highPage = fc.constantFrom(1, 2, 3, 4, 1000, 2 ** 31, 2 ** 53 - 1, 2 ** 53);

const where: fc.Arbitrary<Where> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ by: fc.constant('nothing' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({ by: fc.constant('page' as const), page: someNumber, asOf: optional(someNumber) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      by: fc.constant('a page of any number' as const),
      page: highPage,
      asOf: optional(someNumber),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      by: fc.constant('cursor' as const),
      id: someId,
      before: fc.boolean(),
      label: optional(highPage),
    }),
  },
  { weight: 3, arbitrary: fc.record({ by: fc.constant('after' as const), id: someId }) },
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.constantFrom('at' as const, 'around' as const),
      id: someId,
      asOf: optional(someNumber),
    }),
  },
);

const pageSize = fc.oneof(fc.constantFrom(1, 2, 3, 50, 99, 100, 101, 199, 200), fc.integer({ min: 1, max: 200 }));

/** A page of any kind. */
export const fetches: fc.Arbitrary<Fetch> = fc.record({
  kind: fc.constant('fetch' as const),
  where,
  pageSize: optional(pageSize),
  order: optional(fc.constantFrom('newest' as const, 'oldest' as const)),
  total: optional(fc.constantFrom(true, false)),
});

/** Any step of a sequence. */
export const operations: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fetches },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('follow' as const),
      link: fc.nat(7),
      times: fc.constantFrom(1, 1, 2, 5),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      count: fc.integer({ min: 1, max: 4 }),
      sender: fc.constantFrom(0 as const, 1 as const),
      length: fc.constantFrom(1, 4000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('send at once' as const), senders: fc.integer({ min: 2, max: 6 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('land late' as const),
      by: fc.constantFrom(0, 1, 1000, 24_999),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fence' as const),
      near: someId,
      count: fc.integer({ min: 1, max: 12 }),
      seed: fc.nat(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('move the clock' as const),
      by: fc.constantFrom(1, 5000, 31_000, 11 * 60_000, 86_400_000, -1, -5000, -11 * 60_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('delete bookmarks' as const), part, seed: fc.nat() }),
  },
);

/** The request that a fetch makes of a conversation of those messages. */
export function requestOf({ where, pageSize, order, total }: Fetch, stored: readonly Message[]): PageRequest {
  const count = stored.length;
  const request: PageRequest = { pageSize, order, total };
  switch (where.by) {
    case 'nothing':
      return request;
    case 'page': {
      const asOf = where.asOf && numberOf(where.asOf, count, 0);
      const pages = Math.ceil(Math.min(count, asOf ?? count) / (pageSize ?? 50));
      return { ...request, page: numberOf(where.page, pages, 1), asOf };
    }
    case 'a page of any number':
      return { ...request, page: where.page, asOf: where.asOf && numberOf(where.asOf, count, 0) };
    case 'cursor':
      return { ...request, cursor: `${where.before ? '-' : ''}${idOf(where.id, stored)}`, page: where.label };
    case 'after':
      return { pageSize, total, after: idOf(where.id, stored) };
    case 'at':
      return {
        ...request,
        at: isoTime(timeOf(idOf(where.id, stored))),
        asOf: where.asOf && numberOf(where.asOf, count, 0),
      };
    case 'around':
      return { ...request, around: idOf(where.id, stored), asOf: where.asOf && numberOf(where.asOf, count, 0) };
  }
}

const numberOf = ({ part, more }: SomeNumber, whole: number, least: number) =>
  Math.max(least, Math.round(part * whole) + more);

export function idOf({ at, is }: SomeId, stored: readonly Message[]): MessageId {
  const near = stored[Math.round(at * (stored.length - 1))]?.id ?? firstIdOf(START);
  const ids = {
    stored: near,
    before: firstIdOf(timeOf(near)),
    after: ulid(timeOf(near), () => 0.9999) as MessageId,
    lowest: lowestId,
    highest: highestId,
  };
  return ids[is];
}
