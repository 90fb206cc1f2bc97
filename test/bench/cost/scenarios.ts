import type { RegionId } from '../globe/round-trips.ts';
import { designs } from '../globe/waiting.ts';
import { type Bill, billOf, differenceOf, totalOf } from './bill.ts';
import { type Ceiling, ceilingsOf, conversationCeiling } from './ceilings.ts';
import { type Following, followingOf } from './following.ts';
import { type Load, requestsOf, usualLoad } from './load.ts';

/** What a load costs in a month, and at how many users it meets each limit. */
export type Scenario = {
  readonly users: number;
  readonly regions: readonly RegionId[];
  readonly requestsPerMonth: number;
  readonly bill: Bill;
  readonly dollars: number;
  readonly ceilings: readonly Omit<Ceiling, 'used'>[];
};

/** One region, and three. */
export const [oneRegion, , threeRegions] = designs;

/** The usual load of so many users in some regions. */
export function scenarioOf(users: number, regions: readonly RegionId[]): Scenario {
  const load = { ...usualLoad, users, regions };
  const bill = billOf(load);
  return {
    users,
    regions,
    requestsPerMonth: requestsOf(load).all,
    bill: roundedBill(bill),
    dollars: cents(totalOf(bill)),
    ceilings: ceilingsOf(load).map(({ used: _, ...ceiling }) => ceiling),
  };
}

/** What a million more of something cost where a million users do the usual, in one region. */
export type More = { readonly what: string; readonly bill: Bill; readonly dollars: number };

/** The cost of a million more messages, pages, inboxes, receipts and log-ins, and of keeping a million messages for a month. */
export function moreOf(): More[] {
  const usual = { ...usualLoad, monthsKept: 0 };
  const more = (what: string, load: Partial<Load>, before: Load = usual): More => {
    const bill = differenceOf(billOf({ ...before, ...load }), billOf(before));
    return { what, bill: roundedBill(bill), dollars: cents(totalOf(bill)) };
  };
  const sent = { ...usual, messagesPerUser: usual.messagesPerUser + 1 };
  return [
    more('messages sent with a key', { messagesPerUser: sent.messagesPerUser }),
    more('pages read', { pagesPerUser: usual.pagesPerUser + 1 }),
    more('inboxes', { inboxesPerUser: usual.inboxesPerUser + 1 }),
    more('receipts', { receiptsPerUser: usual.receiptsPerUser + 1 }),
    more('log-ins', { logInsPerUser: usual.logInsPerUser + 1 }),
    more('messages kept', { monthsKept: 1 / usual.messagesPerUser }),
  ];
}

export type CostResults = {
  readonly load: Load;
  readonly scenarios: readonly Scenario[];
  readonly more: readonly More[];
  /** What gzip saves in a month of a million users, in dollars, in one region and in three. */
  readonly gzipSaves: readonly number[];
  /** What traces cost in a month, in dollars, of a thousand and of a million users in one region. */
  readonly traces: readonly number[];
  readonly following: readonly Following[];
  readonly conversation: ReturnType<typeof conversationCeiling>;
};

/** A thousand, a million and a hundred million users, in one region and in three. */
export const costResults = (): CostResults => ({
  load: usualLoad,
  scenarios: [1e3, 1e6, 1e8].flatMap((users) => [oneRegion, threeRegions].map((regions) => scenarioOf(users, regions))),
  more: moreOf(),
  gzipSaves: [oneRegion, threeRegions].map((regions) => {
    const dollars = (isGzipped: boolean) => totalOf(billOf({ ...usualLoad, regions, isGzipped }));
    return cents(dollars(false) - dollars(true));
  }),
  traces: [1e3, 1e6].map((users) => cents(billOf({ ...usualLoad, users, isTraced: true }).traces)),
  following: followingOf(),
  conversation: conversationCeiling(usualLoad),
});

const cents = (dollars: number) => Math.round(100 * dollars) / 100;

const roundedBill = (bill: Bill) =>
  Object.fromEntries(Object.entries(bill).map(([name, dollars]) => [name, cents(dollars)])) as Bill;
