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

/** What a local server answered of so many connections in so many seconds, with a bound and without. */
export type Overload = {
  readonly kind: string;
  readonly side: 'bounded' | 'unbounded';
  readonly connections: number;
  readonly seconds: number;
  readonly answered: number;
  readonly refused: number;
  readonly failed: number;
  /** Of what was answered, in milliseconds. */
  readonly p50: number | null;
  readonly p99: number | null;
  /** Of all, in milliseconds. */
  readonly slowest: number | null;
  /** Resident memory of the process, in MB. */
  readonly megabytes: number;
};

/** How a local server bears more connections than it can serve, in Markdown. */
export const overloadTable = (results: readonly Overload[]): string =>
  table(
    [
      `local server, ${results[0]?.seconds} s each`,
      'connections',
      '',
      'answered',
      'refused',
      'p50',
      'p99',
      'slowest answer or refusal',
      'memory',
    ],
    results.map(({ kind, connections, side, answered, refused, p50, p99, slowest, megabytes }) => [
      kind,
      connections,
      side,
      grouped(answered),
      grouped(refused),
      inMilliseconds(p50),
      inMilliseconds(p99),
      inMilliseconds(slowest),
      `${megabytes} MB`,
    ]),
  );

const inMilliseconds = (value: number | null): string => (value === null ? '' : `${grouped(value)} ms`);
