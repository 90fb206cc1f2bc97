import { regionIds } from '../globe/round-trips.ts';
import { dollars, grouped, table } from '../markdown.ts';
import type { Bill } from './bill.ts';
import type { Following } from './following.ts';
import { assumedPrices, type Prices, prices, pricesEverywhere, type Steps } from './prices.ts';
import { itemNames } from './report.ts';
import { type CostResults, type Scenario, threeRegions } from './scenarios.ts';

/** What the scenarios cost, and where each limit is met, as Markdown. */
export const costTables = ({ load, scenarios, gzipSaves, traces, following }: CostResults): string =>
  [
    `In a month a user sends ${load.messagesPerUser} messages of ${load.bytesPerMessage} B with an idempotency key, ` +
      `${percent(load.beginsHour)} of them the first of their\nconversation in an hour, reads ${load.pagesPerUser} pages of 50, ` +
      `opens an inbox of ${load.contactsPerUser} conversations ${load.inboxesPerUser} times, moves ${load.receiptsPerUser} ` +
      `receipts and\nlogs in ${load.logInsPerUser} times. ${load.monthsKept} months are kept; the busiest second asks for ` +
      `${load.peakFactor} times the mean. 1 region is us-east-1;\n3 regions are ${threeRegions.join(', ')}, with a ` +
      'third of the users each.',
    billTable(scenarios),
    `Pages go out gzipped. Without that, a month of a million users would cost ${dollars(gzipSaves[0] ?? 0)} more in 1 region, ` +
      `and ${dollars(gzipSaves[1] ?? 0)} more in\n3 regions. With \`-c tracing=true\` X-Ray would add ${dollars(traces[0] ?? 0)} ` +
      `for a thousand users in 1 region, and ${dollars(traces[1] ?? 0)} for a million.`,
    'One client that follows ten conversations by a poll every 3 s, day and night, in us-east-1:',
    followingTable(following),
    limitTable(scenarios),
  ].join('\n\n');

/** What the scenarios cost in all, and how near they come to the nearest limit, as Markdown. */
export function costSummary({ load, scenarios }: CostResults): string {
  const inRegions = (count: number) => scenarios.filter(({ regions }) => regions.length === count);
  const nearest = ({ users, ceilings }: Scenario) => Math.round((100 * users) / (ceilings[0]?.users ?? 0));
  return table(
    [
      `a month of ${load.messagesPerUser} messages, ${load.pagesPerUser} pages and ${load.inboxesPerUser} inboxes a user`,
      ...inRegions(1).map(({ users }) => `${grouped(users)} users`),
    ],
    [
      ...[1, 3].map((count) => [regionsOf(count), ...inRegions(count).map(({ dollars: all }) => dollars(all))]),
      ['of the nearest limit, 1 region', ...inRegions(1).map((scenario) => `${grouped(nearest(scenario))} %`)],
    ],
  );
}

/** What a million more of something cost, item by item, as Markdown. */
export function moreTable({ more }: CostResults): string {
  const items = (Object.keys(itemNames) as (keyof Bill)[]).filter((item) => more.some(({ bill }) => bill[item] > 0));
  return table(
    ['a million more', ...more.map(({ what }) => what)],
    [
      ...items.map((item) => [
        itemNames[item],
        ...more.map(({ bill }) => (bill[item] > 0 ? `$${grouped(bill[item], 2)}` : '')),
      ]),
      ['**all**', ...more.map(({ dollars: all }) => `**$${grouped(all, 2)}**`)],
    ],
  );
}

/** The prices of each region, as Markdown. An asterisk marks those that no source confirms. */
export function pricesTable(): string {
  const row = <Item extends keyof Prices>(name: string, item: Item, shown: (price: Prices[Item]) => string) => [
    name,
    ...regionIds.map((region) => `${shown(prices[region][item])}${assumedPrices[region].includes(item) ? ' *' : ''}`),
  ];
  const everywhere = (name: string, price: number) => [name, ...regionIds.map(() => priced(price))];
  return table(
    ['dollars', ...regionIds],
    [
      row('HTTP API, a million requests of 512 KB: to 300 million, beyond', 'apiMillion', stepsOf),
      everywhere('Lambda, a million requests', pricesEverywhere.lambdaMillion),
      everywhere('Lambda on arm64, a GB-second', pricesEverywhere.lambdaGbSecond),
      row('DynamoDB, a million write units', 'writeMillion', priced),
      row('DynamoDB, a million read units', 'readMillion', priced),
      row('DynamoDB, a GB stored for a month', 'storedGbMonth', priced),
      row('point-in-time recovery, a GB for a month', 'recoveryGbMonth', priced),
      row('CloudWatch Logs, a GB: to 10 TB, 30, 50, beyond', 'logGb', stepsOf),
      everywhere('X-Ray, a million traces', pricesEverywhere.traceMillion),
      everywhere('CloudWatch, an alarm for a month', pricesEverywhere.alarmMonth),
      everywhere('CloudWatch, a dashboard for a month', pricesEverywhere.dashboardMonth),
      row('data out, a GB: to 10 TB, 50, 150, beyond', 'outGb', stepsOf),
      row('data to another region, a GB', 'betweenRegionsGb', priced),
    ],
  );
}

/** A price with all its digits, and at least cents. */
const priced = (price: number) =>
  `$${price.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 10 })}`;

const stepsOf = (steps: Steps) => steps.map(({ price }) => priced(price)).join(', ');

function billTable(scenarios: readonly Scenario[]): string {
  const row = (name: string, cell: (scenario: Scenario) => string) => [name, ...scenarios.map(cell)];
  return table(
    ['a month', ...scenarios.map(({ users, regions }) => `${grouped(users)} users, ${regionsOf(regions.length)}`)],
    [
      row('requests', ({ requestsPerMonth }) => grouped(requestsPerMonth)),
      ...(Object.keys(itemNames) as (keyof Bill)[])
        .filter((item) => scenarios.some(({ bill }) => bill[item] > 0))
        .map((item) => row(itemNames[item], ({ bill }) => dollars(bill[item]))),
      row('**all**', (scenario) => `**${dollars(scenario.dollars)}**`),
      row('a thousand users', (scenario) => dollars((1000 * scenario.dollars) / scenario.users)),
    ],
  );
}

const followingTable = (following: readonly Following[]): string =>
  table(
    ['a month', 'requests', 'read units (round trips) of each', 'dollars'],
    following.map(({ by, requests, roundTrips, readUnits, dollars: all }) => [
      by,
      grouped(requests),
      `${readUnits} (${roundTrips})`,
      dollars(all),
    ]),
  );

/** The number of users at which a limit is met is the same whatever their number, so that of the last will do. */
function limitTable(scenarios: readonly Scenario[]): string {
  const inOne = scenarios.findLast(({ regions }) => regions.length === 1)?.ceilings ?? [];
  const inThree = scenarios.findLast(({ regions }) => regions.length === 3)?.ceilings ?? [];
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
const percent = (share: number) => `${Math.round(100 * share)} %`;
