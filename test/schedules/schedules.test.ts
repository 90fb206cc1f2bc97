import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { breakNames, breaks } from './breaks.ts';
import { explorationNames, isShort } from './explorations.ts';
import { type Model, models } from './model.ts';
import type { Row } from './report.ts';

const shortModels = Object.entries<Model>(models).filter(([, model]) => model.isShort);
const namesOf = (found: typeof shortModels) => found.map(([name]) => name);

const whole = [...explorationNames.filter(isShort), ...namesOf(shortModels.filter(([, { without }]) => !without))];
const broken = [
  ...breakNames
    .filter((name) => isShort(breaks[name].exploration))
    .map((name) => `${breaks[name].exploration}: ${name}`),
  ...namesOf(shortModels.filter(([, { without }]) => without)),
];

let rows: readonly Row[];

const rowOf = (name: string) => rows.find((row) => row.name === name);

describe('every schedule of', () => {
  beforeAll(async () => {
    // A process of its own, in which nothing is random.
    const program = fileURLToPath(new URL('run.ts', import.meta.url));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, '--short', '--json']).catch(
      (failed) => failed,
    );
    if (!stdout) throw new Error(stderr);
    rows = JSON.parse(stdout);
  }, 400_000);

  it.each(whole)('%s keeps what is promised', (name) => {
    expect(rowOf(name)?.finding).toBeUndefined();
    expect(rowOf(name)).toMatchObject({ isComplete: true });
  });

  it.each(broken)('%s breaks a promise', (name) => {
    expect(rowOf(name)?.finding?.events.length).toBeGreaterThan(0);
  });
});
