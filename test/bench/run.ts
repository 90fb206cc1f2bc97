import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../infra/command-line/command.ts';
import { CommandError } from '../../infra/command-line/command-error.ts';
import { flag, number } from '../../infra/command-line/options.ts';
import { runScript } from '../support/child.ts';
import type { BenchOptions } from './options.ts';

/** The parts that measure, in the order in which they run. */
const measured = {
  bundles: 'the size of each bundle, and the time to import it',
  handlers: 'CPU time of a warm request over that of its store calls',
  compression: 'what gzip leaves of a page, and its CPU time',
  starts: 'the first requests of a fresh process',
  hashing: 'CPU time of hashing a password',
  'log-in': 'whether the time of a log-in tells known from unknown names',
  throughput: 'requests a second through the local HTTP API, and what it answers of more than it can',
  soak: 'memory of a server under steady load',
  regions: 'two regions with a replicator between them',
  inbox: 'what an inbox costs, by how many contacts it has and what is unread',
  pages: 'what any page of a long conversation costs',
};

/** The parts that are arithmetic, and the page that shows it all: they run when they are named. */
const written = {
  cost: 'what a month costs: results and a chart',
  globe: 'how long users around the world wait',
  readme: 'fills the marked sections of the pages from results.json',
};

const usage = {
  command: 'npm run bench',
  purpose: 'Measures Duologue: in short form (3 minutes), all parts or those that are named.',
  operands: { placeholder: '[part]...', known: { ...measured, ...written } },
  options: {
    full: flag('takes half an hour, and writes what the pages show into test/bench/results.json'),
    short: flag('the short form, as without it'),
    json: flag('prints the results as JSON, and what is for people to stderr'),
    seed: number('what random choices of regions and pages follow from', 1),
    messages: number('length of the conversation of pages (20000, in full 500000)', undefined, { lowest: 1000 }),
  },
  notes: 'cost, globe and readme have no short form, and write what the pages show.',
};

await command(usage, async ({ options, operands }) => {
  if (options.full && options.short) throw new CommandError('Give either --full or --short, not both.');
  const { aFolder } = await import('./bundling.ts');
  const named = operands.length > 0 ? operands : Object.keys(measured);
  const parts = Object.keys(usage.operands.known).filter((part) => named.includes(part));

  // The short form keeps its results to itself: what the pages show is from a full one.
  const short = await aFolder();
  try {
    for (const part of parts) {
      const folder = options.full || part in written ? import.meta.dirname : short.path;
      await run(part, { ...options, results: join(folder, 'results.json'), charts: join(folder, 'charts') });
    }
    const folder = options.full ? import.meta.dirname : short.path;
    if (options.json) console.log(await readFile(join(folder, 'results.json'), 'utf8'));
  } finally {
    await short.remove();
  }

  /** Runs one part. Its lines are for people: with `--json` they go to standard error. */
  async function run(part: string, asked: BenchOptions): Promise<void> {
    console.error(`\n${part}`);
    const script = join(import.meta.dirname, part, 'run.ts');
    const output = options.json ? process.stderr : 'inherit';
    const code = await runScript(['--max-old-space-size=6000', script, JSON.stringify(asked)], { output });
    if (code !== 0) process.exitCode = 1;
  }
});
