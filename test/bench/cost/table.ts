import { dollars, grouped, table } from '../markdown.ts';
import type { Bill } from './bill.ts';
import { itemNames } from './report.ts';
import type { CostResults, Scenario } from './scenarios.ts';

/** What the scenarios cost, and where each limit is met, as Markdown. */
export const costTables = ({ load, scenarios }: CostResults): string =>
  [
    `A user sends ${load.messagesPerUser} messages of ${load.bytesPerMessage} B a month with an idempotency key, reads ` +
      `${load.pagesPerUser} pages of 50\nand logs in ${load.logInsPerUser} times; ${load.monthsKept} months are kept; ` +
      `the busiest second asks for ${load.peakFactor} times the mean.`,
    billTable(scenarios),
    limitTable(scenarios),
  ].join('\n\n');

/** What the scenarios cost in all, and how near they come to the nearest limit, as Markdown. */
export function costSummary({ load, scenarios }: CostResults): string {
  const inRegions = (regions: number) => scenarios.filter((scenario) => scenario.regions === regions);
  const nearest = ({ users, ceilings }: Scenario) => Math.round((100 * users) / (ceilings[0]?.users ?? 0));
  return table(
    [
      `a month of ${load.messagesPerUser} messages and ${load.pagesPerUser} pages a user`,
      ...inRegions(1).map(({ users }) => `${grouped(users)} users`),
    ],
    [
      ...[1, 3].map((regions) => [regionsOf(regions), ...inRegions(regions).map(({ dollars: all }) => dollars(all))]),
      ['of the nearest limit, 1 region', ...inRegions(1).map((scenario) => `${grouped(nearest(scenario))} %`)],
    ],
  );
}

function billTable(scenarios: readonly Scenario[]): string {
  const row = (name: string, cell: (scenario: Scenario) => string) => [name, ...scenarios.map(cell)];
  return table(
    ['a month', ...scenarios.map(({ users, regions }) => `${grouped(users)} users, ${regionsOf(regions)}`)],
    [
      row('requests', ({ requestsPerMonth }) => grouped(requestsPerMonth)),
      ...(Object.keys(itemNames) as (keyof Bill)[]).map((item) =>
        row(itemNames[item], ({ bill }) => dollars(bill[item])),
      ),
      row('**all**', (scenario) => `**${dollars(scenario.dollars)}**`),
      row('a thousand users', (scenario) => dollars((1000 * scenario.dollars) / scenario.users)),
    ],
  );
}

/** The number of users at which a limit is met is the same whatever their number, so that of the last will do. */
function limitTable(scenarios: readonly Scenario[]): string {
  const inOne = scenarios.findLast(({ regions }) => regions === 1)?.ceilings ?? [];
  const inThree = scenarios.findLast(({ regions }) => regions === 3)?.ceilings ?? [];
  return table(
    ['limit of one region, in a second or at once', 'allowed', 'met at users, 1 region', '3 regions'],
    inOne.map(({ limit, kind, allowed, users }) => [
      `${limit}${kind === 'setting' ? ' (`infra/throttles.ts`)' : ''}`,
      grouped(allowed),
      grouped(users),
      grouped(inThree.find((other) => other.limit === limit)?.users ?? 0),
    ]),
  );
}

const regionsOf = (count: number) => (count === 1 ? '1 region' : `${count} regions`);
