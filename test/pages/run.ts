import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ options: { seed: { type: 'string' } }, allowPositionals: true });
const seed = values.seed ?? String(randomInt(2 ** 31));
console.log(`seed ${seed}; again with: npm run test:pages -- --seed ${seed}`);

// The tests of this folder, or those of them that are named, in full.
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const named = positionals.length > 0 ? positionals.map((name) => `test/pages/${name}`) : ['test/pages'];
const child = spawn(process.execPath, [...jest, ...named], {
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  env: { ...process.env, PAGES: 'full', PAGES_SEED: seed },
  stdio: 'inherit',
});
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
