import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { engineEnvironment } from '../support/engine.ts';
import globalSetup from '../support/global-setup.ts';
import globalTeardown from '../support/global-teardown.ts';

// One engine for all runs: stryker runs the tests once for each mutant.
await globalSetup();

const child = spawn('stryker', ['run', 'test/mutants/stryker.config.json', ...process.argv.slice(2)], {
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  env: { ...process.env, ...engineEnvironment(), PAGES_SEED: '1' },
  stdio: 'inherit',
});
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;

await globalTeardown();
