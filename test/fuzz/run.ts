import { randomInt } from 'node:crypto';
import { command } from '../../infra/command-line/command.ts';
import { flag, number } from '../../infra/command-line/options.ts';

const usage = {
  command: 'npm run fuzz',
  purpose:
    'Sends generated requests by the hundred thousand: our own, and those of schemathesis, which needs Python 3.10.',
  options: {
    seed: number('what our own follow from; any unless given', undefined),
    requests: number('how many of our own', 95_000, { lowest: 1 }),
    examples: number('how many of schemathesis for each operation, more than four times as many in all', 2000, {
      lowest: 1,
    }),
    'no-schemathesis': flag('our own only'),
  },
};

await command(
  usage,
  async ({ options: { seed = randomInt(2 ** 31), requests, examples, 'no-schemathesis': only } }) => {
    const { fuzzRun } = await import('./fuzz-run.ts');
    console.log(`seed ${seed}; again with: npm run fuzz -- --seed ${seed} --requests ${requests}`);
    await fuzzRun({ seed, requests, examples: only ? 0 : examples });
  },
);
