import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { EngineKind } from '../../infra/local/engine.ts';
import { type Break, breaks } from './breaks.ts';
import { type ProfileName, profiles } from './profiles.ts';
import { report } from './report.ts';
import { runScenario } from './scenario.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    sends: { type: 'string', default: '10000' },
    processes: { type: 'string', default: '4' },
    senders: { type: 'string', default: '32' },
    seconds: { type: 'string', default: '900' },
    profile: { type: 'string', default: 'mixed' },
    /** Seconds after which clients who were away come back with their keys, at most. */
    absence: { type: 'string', default: '40' },
    break: { type: 'string' },
    engine: { type: 'string', default: 'embedded' },
    tests: { type: 'boolean', default: true },
    keys: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

const oneOf = <T extends string>(option: string, known: readonly T[], given: string): T => {
  const found = known.find((name) => name === given);
  if (found === undefined) throw new Error(`--${option} is one of ${known.join(', ')}, not "${given}".`);
  return found;
};

const seed = Number(values.seed ?? randomInt(2 ** 31));
const broken = values.break && oneOf('break', Object.keys(breaks) as Break[], values.break);
const others = process.argv
  .slice(2)
  .join(' ')
  .replace(/--seed[ =]\d+ ?/, '');
console.log(`seed ${seed}; again with: npm run test:faults -- --seed ${seed} ${others}`.trim());

const result = await runScenario({
  seed,
  sends: Number(values.sends),
  processes: Number(values.processes),
  senders: Number(values.senders),
  seconds: Number(values.seconds),
  profile: oneOf('profile', Object.keys(profiles) as ProfileName[], values.profile),
  engine: oneOf<EngineKind>('engine', ['embedded', 'dynamodb-local'], values.engine),
  broken: broken || undefined,
  keys: values.keys,
  kills: Math.ceil(Number(values.sends) / 200),
  storms: true,
  longestAbsence: Number(values.absence) * 1000,
  onProgress: (line) => console.log(line),
});

console.log(report(result));
const testsFailed = values.tests && !broken && (await runTestsInFull());
process.exit(result.findings.length > 0 || testsFailed ? 1 : 0);

/** Runs the tests beside this file in full: those that are short in `npm test`, and `*.full.ts`. Gives whether any failed. */
async function runTestsInFull(): Promise<boolean> {
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const child = spawn(
    process.execPath,
    [...jest, '--testMatch', '**/test/faults/*.{test,full}.ts', '--testPathIgnorePatterns', 'faults/faults.test'],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...process.env, FAULTS: 'full', FAULTS_SEED: String(seed) },
      stdio: 'inherit',
    },
  );
  const [code] = await once(child, 'exit');
  return code !== 0;
}
