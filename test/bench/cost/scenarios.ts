import { type Bill, billOf, totalOf } from './bill.ts';
import { type Ceiling, ceilingsOf, conversationCeiling } from './ceilings.ts';
import { type Load, requestsOf, usualLoad } from './load.ts';

/** What a load costs in a month, and at how many users it meets each limit. */
export type Scenario = {
  readonly users: number;
  readonly regions: number;
  readonly requestsPerMonth: number;
  readonly bill: Bill;
  readonly dollars: number;
  readonly ceilings: readonly Omit<Ceiling, 'used'>[];
};

/** The usual load of so many users in so many regions. */
export function scenarioOf(users: number, regions: number): Scenario {
  const load = { ...usualLoad, users, regions };
  const { sends, pages, logIns } = requestsOf(load);
  const bill = billOf(load);
  return {
    users,
    regions,
    requestsPerMonth: sends + pages + logIns,
    bill: roundedBill(bill),
    dollars: cents(totalOf(bill)),
    ceilings: ceilingsOf(load).map(({ used: _, ...ceiling }) => ceiling),
  };
}

export type CostResults = {
  readonly load: Load;
  readonly scenarios: readonly Scenario[];
  readonly conversation: ReturnType<typeof conversationCeiling>;
};

/** A thousand, a million and a hundred million users, in one region and in three. */
export const costResults = (): CostResults => ({
  load: usualLoad,
  scenarios: [1e3, 1e6, 1e8].flatMap((users) => [1, 3].map((regions) => scenarioOf(users, regions))),
  conversation: conversationCeiling(usualLoad),
});

const cents = (dollars: number) => Math.round(100 * dollars) / 100;

const roundedBill = (bill: Bill) =>
  Object.fromEntries(Object.entries(bill).map(([name, dollars]) => [name, cents(dollars)])) as Bill;
