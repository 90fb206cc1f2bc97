import { columns } from '../../../infra/command-line/columns.ts';
import { grouped } from '../markdown.ts';
import { type Bill, billOf, totalOf } from './bill.ts';
import { ceilingsOf, conversationCeiling } from './ceilings.ts';
import type { Load } from './load.ts';

/** What the items of a bill are, for people. */
export const itemNames: Readonly<Record<keyof Bill, string>> = {
  api: 'HTTP API',
  functionRequests: 'Lambda, requests',
  functionTime: 'Lambda, time',
  writes: 'DynamoDB, writes',
  reads: 'DynamoDB, reads',
  storage: 'DynamoDB, storage and point-in-time recovery',
  logs: 'CloudWatch Logs',
  traces: 'X-Ray',
  alarms: 'CloudWatch, alarms and dashboards',
  dataOut: 'data out',
  betweenRegions: 'data between regions',
};

/** A load's bill and its limits, for a terminal. */
export function report(load: Load): string {
  const bill = billOf(load);
  const items = Object.entries(bill) as [keyof Bill, number][];
  const conversation = conversationCeiling(load);
  return [
    `${grouped(load.users)} users in ${load.regions.join(', ')}, a month:`,
    columns(
      [
        ...items.map(([name, value]) => [itemNames[name], cents(value)]),
        ['all', cents(totalOf(bill))],
        ['a thousand users', cents((1000 * totalOf(bill)) / load.users)],
      ],
      ['', 'dollars'],
    ),
    `The busiest second, in each region, at ${load.peakFactor} times the mean; the nearest limit first:`,
    columns(
      ceilingsOf(load).map(({ limit, kind, allowed, used, users }) => [
        limit,
        kind,
        grouped(allowed),
        grouped(used, 1),
        grouped(users),
      ]),
      ['limit', 'is a', 'allowed', 'used', 'met at users'],
    ),
    `One conversation: ${grouped(conversation.sends)} sends or ${grouped(conversation.pages)} pages a second.`,
  ].join('\n\n');
}

const cents = (dollars: number) => grouped(dollars, 2);
