import { grouped, table } from '../markdown.ts';

/** What the local HTTP API reached, and a loop of the same SDK calls on the same engine. */
export type Throughput = {
  readonly operation: 'send' | 'fetch';
  readonly connections: number;
  readonly perSecond: number;
  readonly bareLoop: number;
  readonly ratio: number;
};

/** Sends and fetches per second, in Markdown. */
export const throughputTable = (results: readonly Throughput[]): string =>
  table(
    ['local HTTP API', 'connections', 'per second', 'a bare loop of the SDK calls', 'ratio'],
    results.map(({ operation, connections, perSecond, bareLoop, ratio }) => [
      operation === 'send' ? 'sends' : 'first pages of 50',
      connections,
      grouped(perSecond),
      grouped(bareLoop),
      ratio.toFixed(2),
    ]),
  );
