import type { Dynamodb } from '../../../lib/dynamodb/client.ts';
import type { Answer, Person } from '../../support/api.ts';
import { pageRoute } from '../../support/api.ts';
import { type Cost, costOf } from '../../support/counting.ts';
import { invoke } from '../../support/lambda.ts';
import { median } from '../numbers.ts';
import type { Rig } from './rig.ts';

/** What a page costs. */
export type Measured = {
  readonly requests: number;
  readonly roundTrips: number;
  readonly readUnits: number;
  /** The median of some runs, in milliseconds; on an engine of this machine, so without a network. */
  readonly milliseconds: number;
};

type Parameters = Record<string, string | number>;

/** Reads pages of one conversation as a caller would, and tells what they cost. */
export function pageReader({ dynamodb, fetchMessages }: Rig, [reader, other]: readonly [Person, Person]) {
  const fetch = (parameters: Parameters) =>
    invoke(fetchMessages, pageRoute(reader, other, parameters), { token: reader.token });

  return {
    /** One visit, whatever comes of it. */
    visit: (parameters: Parameters): Promise<{ result: Answer; cost: Cost; milliseconds: number }> =>
      timed(() => costOf(dynamodb, () => fetch(parameters))),

    /** What a page costs whose bookmarks are current. */
    async measure(parameters: Parameters, runs = 5): Promise<Measured> {
      const { result, cost } = await costOf(dynamodb, () => fetch(parameters));
      if (result.status !== 200) throw new Error(`${JSON.stringify(parameters)} is answered ${result.status}`);
      const times = [];
      for (let run = 0; run < runs; run++)
        times.push((await timed(async () => ({ page: await fetch(parameters) }))).milliseconds);
      return { ...summary(cost), milliseconds: median(times) };
    },
  };
}

export type PageReader = ReturnType<typeof pageReader>;

/** Counts what `work` costs at the store, and takes its time once. */
export async function measureOnce(dynamodb: Dynamodb, work: () => Promise<unknown>): Promise<Measured> {
  const { cost, milliseconds } = await timed(() => costOf(dynamodb, work));
  return { ...summary(cost), milliseconds };
}

const summary = ({ requests, roundTrips, readUnits }: Cost) => ({ requests: requests.length, roundTrips, readUnits });

async function timed<T extends object>(work: () => Promise<T>): Promise<T & { milliseconds: number }> {
  const start = performance.now();
  const result = await work();
  return { ...result, milliseconds: performance.now() - start };
}
