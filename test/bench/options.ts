import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What every part of the benchmark is asked for. */
export type BenchOptions = {
  /** Whether it may take minutes. */
  readonly full: boolean;
  /** The file that results go to. */
  readonly results: string;
};

/** Reads the command line of a part of the benchmark. */
export function readBenchOptions(): BenchOptions {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      results: { type: 'string', default: fileURLToPath(new URL('results.json', import.meta.url)) },
    },
  });
  return values;
}
