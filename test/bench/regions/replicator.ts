import { setTimeout as sleep } from 'node:timers/promises';
import { type Table, type TableName, tables } from '../../../lib/tables.ts';
import { upstreamAt } from '../../faults/forward.ts';
import { diceOf } from '../../faults/random.ts';
import { applyTo } from '../../faults/replica.ts';
import { isMessagePut, isWrite, placeIn, type StoreCall } from '../../faults/store-call.ts';
import type { RegionName } from './region.ts';

/** A spell in which nothing that a region wrote arrives in the other, in milliseconds since the talk began. */
export type Outage = { readonly from: RegionName; readonly start: number; readonly end: number };

/** A message that was written in one region and has come to the other. */
export type Arrival = { readonly region: RegionName; readonly id: string; readonly at: number };

type Settings = {
  readonly seed: number;
  /** How long a write takes to the other region, in milliseconds: anything between the two. */
  readonly delay: readonly [shortest: number, longest: number];
  readonly outages: readonly Outage[];
};

/** What stands for DynamoDB's replication of global tables. */
export type Replicator = {
  /** Takes in a request that took place in a region. */
  readonly follow: (region: RegionName, call: StoreCall) => void;
  /** Begins to carry writes over, those that were followed before as well. */
  readonly connect: (engines: Readonly<Record<RegionName, string>>) => void;
  /** From now on the times of outages count. */
  readonly begin: () => void;
  readonly arrivals: readonly Arrival[];
  readonly writes: () => number;
  /** The longest time that a write has taken, in milliseconds. */
  readonly longest: () => number;
  /** Resolves when all that was written has arrived. */
  readonly settled: () => Promise<void>;
};

/** A write, and when it took place in its region. */
type Write = { readonly call: StoreCall; readonly key: string; readonly at: number };

const otherThan = (region: RegionName): RegionName => (region === 'home' ? 'away' : 'home');

/**
 * Carries every write of a replicated table to the other region some time later. Of two writes to one item the later
 * stands in the end, by the time at which each took place in its region.
 */
export function newReplicator({ seed, delay: [shortest, longest], outages }: Settings): Replicator {
  let begun = Number.POSITIVE_INFINITY;
  const dice = { home: diceOf(seed, 'delay', 'home'), away: diceOf(seed, 'delay', 'away') };
  const standing = { home: new Map<string, Write>(), away: new Map<string, Write>() };
  const connected = Promise.withResolvers<Record<RegionName, ReturnType<typeof upstreamAt>>>();
  const underWay = new Set<Promise<void>>();
  const arrivals: Arrival[] = [];
  let writes = 0;
  let longestSoFar = 0;

  const carry = async (write: Write, from: RegionName) => {
    const to = otherThan(from);
    const due = afterOutages(write.at + shortest + dice[from].roll() * (longest - shortest), from);
    await sleep(due - performance.now());
    const engine = (await connected.promise)[to];

    const known = standing[to].get(write.key);
    if (known && known.at > write.at) return;
    standing[to].set(write.key, write);
    await applyTo(engine, write.call);
    const now = standing[to].get(write.key);
    if (now && now !== write) await applyTo(engine, now.call);

    longestSoFar = Math.max(longestSoFar, performance.now() - write.at);
    if (isMessagePut(write.call)) arrivals.push({ region: to, id: idIn(write.call), at: performance.now() });
  };

  const afterOutages = (due: number, from: RegionName): number => {
    const outage = outages.find((one) => one.from === from && begun + one.start <= due && due < begun + one.end);
    return outage ? begun + outage.end : due;
  };

  return {
    follow: (region, call) => {
      if (!isWrite(call) || isRegional(call)) return;
      const write = { call, key: keyOf(call), at: performance.now() };
      standing[region].set(write.key, write);
      writes++;
      const carrying = carry(write, region).finally(() => underWay.delete(carrying));
      underWay.add(carrying);
    },
    connect: ({ home, away }) => connected.resolve({ home: upstreamAt(home), away: upstreamAt(away) }),
    begin: () => {
      begun = performance.now();
    },
    arrivals,
    writes: () => writes,
    longest: () => longestSoFar,
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

const schema: Readonly<Record<string, Table>> = tables;

const isRegional = ({ table }: StoreCall) => schema[table]?.regional === true;

const idIn = (call: StoreCall) => placeIn(call).replace(/^.*#/, '');

/** What names an item: its table and the values of its key. */
function keyOf({ operation, table, input }: StoreCall): string {
  if (operation !== 'PutItem' && operation !== 'DeleteItem') throw new Error(`Cannot replicate ${operation}.`);
  const { partitionKey, sortKey } = schema[table as TableName] as Table;
  const item = input.Item ?? input.Key ?? {};
  return [table, ...[partitionKey, sortKey].map((key) => key && item[key.name]?.S)].join('/');
}
