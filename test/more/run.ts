import { command, readCommandLine } from '../../infra/command-line/command.ts';
import { runJest, runScript } from '../support/child.ts';

type More = {
  readonly means: string;
  /** Gives an exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
};

/** What there is to run, beside `npm test`, by its name. */
const more: Readonly<Record<string, More>> = {
  readme: {
    means: 'pastes the commands of the README and compares the answers; needs bash and curl',
    run: (args) => {
      readCommandLine({ command: 'npm run test:more', purpose: '', options: {} }, args);
      return runScript(['test/readme/try-it-now.ts']);
    },
  },
  'dynamodb-local': {
    means: 'npm test on DynamoDB Local, with the arguments of jest; needs Java 17',
    run: (args) => runJest(args, { TEST_ENGINE: 'dynamodb-local' }),
  },
  clients: {
    means:
      'generates clients in TypeScript, Go and Python, and makes a journey with each; needs Java 17, Maven, Go, Python 3',
    run: (args) => runScript(['test/clients/run.ts', ...args]),
  },
  window: {
    means: 'uses the page of npm start in a real browser, and takes pictures of it; needs Chromium',
    run: (args) => runScript(['test/window/run.ts', ...args]),
  },
  mutants: {
    means: 'mutation testing of lib/messages and lib/pages, with the arguments of stryker; 15 minutes',
    run: (args) => runScript(['test/mutants/run.ts', ...args]),
  },
};

const usage = {
  command: 'npm run test:more',
  purpose: 'Runs tests that npm test leaves out, since they need more than Node, or take long.',
  operands: {
    placeholder: Object.keys(more).join('|'),
    known: Object.fromEntries(Object.entries(more).map(([name, { means }]) => [name, means])),
  },
  options: {},
  handsOn: 'What is written after the name goes on to what it runs.',
};

await command(usage, async ({ all: [name = '', ...args] }) => {
  process.exitCode = await more[name]?.run(args);
});
