import fc from 'fast-check';
import { type Fate, pass } from './fate.ts';
import { type Fates, fatesUnder, type ProfileName } from './profiles.ts';
import { drawn } from './random.ts';
import { isWrite, type StoreCall } from './store-call.ts';

/** Decides what becomes of each request on its way to the store. */
export type Plan = (call: StoreCall) => Fate;

const BATCH = 200;

/**
 * The plan that follows from a seed: the n-th command of a kind that a process makes meets the same fates in every run.
 * Only how processes interleave is left to the machine.
 */
export function seededPlan(seed: number, profile: ProfileName, longestHold: number): Plan {
  const usual = profile === 'rare-writes' ? 'calm' : profile;
  const read = fatesUnder(usual, { isWrite: false, longestHold });
  const write = fatesUnder(usual, { isWrite: true, longestHold });
  const rare = fatesUnder(profile === 'mixed' ? 'answers' : profile, { isWrite: true, longestHold });
  const streams = new Map<string, () => Fates>();
  const fatesByInvocation = new Map<string, Fates>();

  const arbitraryFor = (call: StoreCall) => (!isWrite(call) ? read : isRareWrite(call) ? rare : write);

  const streamOf = (call: StoreCall) => {
    const { process, table, operation } = call;
    const name = `${process}/${table}/${operation}`;
    const stream = streams.get(name) ?? newStream(seed, name, arbitraryFor(call));
    streams.set(name, stream);
    return stream;
  };

  return (call) => {
    const fates = fatesByInvocation.get(call.invocation) ?? streamOf(call)();
    fatesByInvocation.set(call.invocation, fates);
    return fates[call.attempt - 1] ?? pass;
  };
}

/** What is written so seldom that in a mix its lost answers would hardly ever be met. */
const isRareWrite = ({ table }: StoreCall) => ['Users', 'Sessions', 'Attempts', 'Contacts'].includes(table);

function newStream(seed: number, name: string, arbitrary: fc.Arbitrary<Fates>): () => Fates {
  let batch: Fates[] = [];
  let batches = 0;
  return () => {
    if (batch.length === 0) {
      batch = fc.sample(arbitrary, { seed: drawn(seed, name, batches++), numRuns: BATCH });
    }
    return batch.shift() ?? [];
  };
}
