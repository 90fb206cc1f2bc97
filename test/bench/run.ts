import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { aFolder } from './bundling.ts';

/** The parts of the benchmark that measure, in the order in which they run. */
const parts = ['bundles', 'handlers', 'starts', 'hashing', 'log-in', 'throughput', 'soak', 'regions', 'pages'] as const;

const { values, positionals } = parseArgs({
  options: { full: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(parts as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}: there are ${parts.join(', ')}.`);
  process.exit(1);
}

// The short form keeps its results to itself: what the README shows is from a full one.
const folder = await aFolder();
const results = values.full
  ? fileURLToPath(new URL('results.json', import.meta.url))
  : join(folder.path, 'results.json');
try {
  for (const part of parts.filter((name) => positionals.length === 0 || positionals.includes(name))) await run(part);
  if (values.json) console.log(await readFile(results, 'utf8'));
} finally {
  await folder.remove();
}

/** Runs one part. Its lines are for people: with `--json` they go to standard error. */
async function run(part: string): Promise<void> {
  const shortOptions = { pages: ['--short', '--chart', join(folder.path, 'pages.svg')], regions: ['--short'] };
  const options = values.full ? (part in shortOptions ? [] : ['--full']) : (Reflect.get(shortOptions, part) ?? []);
  if (part !== 'regions') options.push('--results', results);
  console.error(`\n${part}`);
  const script = fileURLToPath(new URL(`${part}/run.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--max-old-space-size=6000', script, ...options], {
    stdio: ['ignore', values.json ? process.stderr : 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exitCode = 1;
}
