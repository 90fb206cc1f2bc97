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
export function seededPlan(seed: number, profile: ProfileName): Plan {
  const common = fatesUnder(profile);
  const rare = profile === 'calm' ? common : fatesUnder('answers');
  const streams = new Map<string, () => Fates>();
  const fatesByInvocation = new Map<string, Fates>();

  const streamOf = (call: StoreCall) => {
    const { process, table, operation } = call;
    const name = `${process}/${table}/${operation}`;
    const stream = streams.get(name) ?? newStream(seed, name, isRareWrite(call) ? rare : common);
    streams.set(name, stream);
    return stream;
  };

  return (call) => {
    const fates = fatesByInvocation.get(call.invocation) ?? streamOf(call)();
    fatesByInvocation.set(call.invocation, fates);
    return fates[call.attempt - 1] ?? pass;
  };
}

/** Users, sessions and attempts are written so seldom that their lost answers would hardly ever be met. */
const isRareWrite = (call: StoreCall) => isWrite(call) && ['Users', 'Sessions', 'Attempts'].includes(call.table);

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
