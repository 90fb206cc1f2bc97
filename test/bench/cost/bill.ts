import { type Table, tables } from '../../../lib/tables.ts';
import type { RegionId } from '../globe/round-trips.ts';
import { assumptions, facts } from './assumptions.ts';
import { type Load, MONTH } from './load.ts';
import { prices, pricesEverywhere, stepped } from './prices.ts';
import { type Work, workOf } from './work.ts';

/** What a month costs, in dollars, by what AWS charges for. */
export type Bill = {
  readonly api: number;
  readonly functionRequests: number;
  readonly functionTime: number;
  readonly writes: number;
  readonly reads: number;
  /** The whole history that is kept, once it is there. */
  readonly storage: number;
  readonly logs: number;
  readonly traces: number;
  /** The alarms on replication and the dashboard that show it, where there is more than one region. */
  readonly alarms: number;
  readonly dataOut: number;
  readonly betweenRegions: number;
};

/** Each is watched in each region for each other one (infra/operations.ts). */
const replicatedTables = Object.values<Table>(tables).filter(({ regional }) => !regional).length;

/** What a month costs. */
export const billOf = (load: Load): Bill => dollarsOf(workOf(load), load.regions);

export const totalOf = (bill: Bill): number => Object.values(bill).reduce((sum, dollars) => sum + dollars, 0);

/** What work costs in regions that share it evenly. */
export const dollarsOf = (work: Work, regions: readonly RegionId[]): Bill =>
  regions.map((region) => dollarsIn(region, work, regions.length)).reduce(sumOf);

/** What work costs in one of so many regions. */
function dollarsIn(region: RegionId, work: Work, count: number): Bill {
  const price = prices[region];
  const own = (amount: number) => amount / count;
  const others = count - 1;
  const writeUnits = work.replicatedWriteUnits + own(work.regionalWriteUnits) + own(work.expiringItems * others);
  return {
    api: stepped(price.apiMillion, millions(own(work.meteredRequests))),
    functionRequests: millions(own(work.requests)) * pricesEverywhere.lambdaMillion,
    functionTime: own(work.gbSeconds) * pricesEverywhere.lambdaGbSecond,
    writes: millions(writeUnits) * price.writeMillion,
    reads: millions(own(work.readUnits)) * price.readMillion,
    storage: gigabytes(work.storedBytes) * (price.storedGbMonth + price.recoveryGbMonth),
    logs: stepped(price.logGb, gigabytes(own(work.requests) * assumptions.logBytes)),
    traces: millions(tracesOf(own(work.tracedRequests))) * pricesEverywhere.traceMillion,
    alarms:
      others * replicatedTables * pricesEverywhere.alarmMonth + (others > 0 ? pricesEverywhere.dashboardMonth : 0),
    dataOut: stepped(price.outGb, gigabytes(own(work.answeredBytes))),
    betweenRegions: gigabytes(own(work.replicatedBytes)) * others * price.betweenRegionsGb,
  };
}

/** Of requests that may be traced, those that are: the first of each second, and a share of the others. */
function tracesOf(requests: number): number {
  const first = Math.min(requests, MONTH);
  return first + facts.traced * (requests - first);
}

const sumOf = (one: Bill, other: Bill): Bill => combined(one, other, (left, right) => left + right);

/** What one bill is above another, item by item. */
export const differenceOf = (one: Bill, other: Bill): Bill => combined(one, other, (left, right) => left - right);

const combined = (one: Bill, other: Bill, combine: (left: number, right: number) => number) =>
  Object.fromEntries(
    (Object.keys(one) as (keyof Bill)[]).map((item) => [item, combine(one[item], other[item])]),
  ) as Bill;

const millions = (count: number) => count / 1e6;
const gigabytes = (bytes: number) => bytes / 2 ** 30;
