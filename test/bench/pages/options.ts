import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What a run of the benchmark is asked for. */
export type Options = {
  readonly messages: number;
  /** How many pages are chosen at random. */
  readonly randomPages: number;
  /** How many messages the conversations have that show what the size of messages does. */
  readonly messagesOfEachSize: number;
  readonly seed: number;
  readonly results: string;
  readonly chart: string;
};

const beside = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Reads the command line; `--short` is what continuous integration has the time for. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      messages: { type: 'string' },
      short: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      results: { type: 'string' },
      chart: { type: 'string' },
    },
  });
  const { short } = values;
  return {
    messages: Number(values.messages ?? (short ? 20_000 : 500_000)),
    randomPages: short ? 50 : 200,
    messagesOfEachSize: short ? 1500 : 5000,
    seed: Number(values.seed),
    results: values.results ?? beside('results.json'),
    chart: values.chart ?? beside('charts/pages.svg'),
  };
}
