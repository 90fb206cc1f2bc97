import { randomInt } from 'node:crypto';
import { command } from '../../infra/command-line/command.ts';
import { flag, number, oneOf } from '../../infra/command-line/options.ts';
import { engineKinds } from '../../infra/local/engine.ts';
import { runJest } from '../support/child.ts';
import { type Break, breaks } from './breaks.ts';
import { type ProfileName, profiles } from './profiles.ts';

const usage = {
  command: 'npm run test:faults',
  purpose: 'Sends messages under faults that follow from a seed, then runs the tests of trouble in full.',
  options: {
    seed: number('what every fault follows from; any unless given', undefined),
    sends: number('messages to send', 10_000, { lowest: 1 }),
    processes: number('servers on one engine', 4, { lowest: 1 }),
    senders: number('clients at once', 32, { lowest: 1 }),
    seconds: number('how long it may take', 900, { lowest: 1 }),
    profile: oneOf('the kind of trouble', Object.keys(profiles) as ProfileName[], 'mixed'),
    absence: number('seconds after which clients who were away come back with their keys, at most', 40),
    hold: number('seconds for which the network holds a write, at most', 40, { lowest: 4 }),
    break: oneOf('a protection to take out, to see that it is missed', Object.keys(breaks) as Break[], undefined),
    engine: oneOf('where the servers store', engineKinds, 'embedded'),
    'no-keys': flag('sends without idempotency keys'),
    'no-tests': flag('only sends'),
  },
};

await command(usage, async ({ options, all }) => {
  const [{ report }, { runScenario }] = await Promise.all([import('./report.ts'), import('./scenario.ts')]);
  const { seed = randomInt(2 ** 31), sends, absence, hold, break: broken, ...others } = options;
  const again = all.join(' ').replace(/--seed[ =]\d+ ?/, '');
  console.log(`seed ${seed}; again with: npm run test:faults -- --seed ${seed} ${again}`.trim());

  const result = await runScenario({
    ...others,
    seed,
    sends,
    broken,
    keys: !options['no-keys'],
    kills: Math.ceil(sends / 200),
    storms: true,
    longestAbsence: absence * 1000,
    longestHold: hold * 1000,
    onProgress: (line) => console.log(line),
  });

  console.log(report(result));
  const testsFailed = !options['no-tests'] && !broken && (await runTestsInFull(seed)) !== 0;
  process.exit(result.findings.length > 0 || testsFailed ? 1 : 0);
});

/** Runs the tests beside this file in full: those that are short in `npm test`, and `*.full.ts`. Gives an exit code. */
function runTestsInFull(seed: number): Promise<number> {
  const named = ['--testMatch', '**/test/faults/*.{test,full}.ts', '--testPathIgnorePatterns', 'faults/faults.test'];
  return runJest(named, { FAULTS: 'full', FAULTS_SEED: String(seed) });
}
