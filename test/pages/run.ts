import { randomInt } from 'node:crypto';
import { command } from '../../infra/command-line/command.ts';
import { number } from '../../infra/command-line/options.ts';
import { runJest } from '../support/child.ts';

const usage = {
  command: 'npm run test:pages',
  purpose: 'Runs the tests of pages and inboxes in full: every way to read, against a model.',
  options: { seed: number('what every random choice follows from; any unless given', undefined) },
  operands: { placeholder: '[test file]...' },
};

await command(usage, async ({ options, operands }) => {
  const { seed = randomInt(2 ** 31) } = options;
  console.log(`seed ${seed}; again with: npm run test:pages -- --seed ${seed}`);
  const named = operands.length > 0 ? operands.map((name) => `test/pages/${name}`) : ['test/pages', 'test/inbox'];
  process.exitCode = await runJest(named, { PAGES: 'full', PAGES_SEED: String(seed) });
});
