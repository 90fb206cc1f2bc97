import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { breakNames, breaks } from './breaks.ts';
import { explorationNames, isShort } from './explorations.ts';
import type { Row } from './report.ts';

const short = explorationNames.filter(isShort);
const shortBreaks = breakNames.filter((name) => isShort(breaks[name].exploration));

let rows: readonly Row[];

const rowOf = (name: string) => rows.find((row) => row.name === name);

describe('every schedule of', () => {
  beforeAll(async () => {
    // A process of its own, in which nothing is random.
    const program = fileURLToPath(new URL('run.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program, '--short', '--json']).catch(
      (failed) => failed,
    );
    rows = JSON.parse(stdout);
  }, 120_000);

  it.each(short)('%s keeps what is promised', (name) => {
    expect(rowOf(name)).toMatchObject({ isComplete: true });
    expect(rowOf(name)?.finding).toBeUndefined();
  });

  it.each(shortBreaks)('a product broken by "%s" breaks a promise, in the same way when replayed', (name) => {
    expect(rowOf(`${breaks[name].exploration}: ${name}`)?.finding?.events).not.toEqual([]);
    expect(rowOf(`${breaks[name].exploration}: ${name}`)?.finding).toBeDefined();
  });
});
