import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { bundleOptions, entryOf, nodeOptions } from '../../infra/bundle.ts';
import { type FunctionName, routes } from '../../lib/routes.ts';

/** How many times each bundle is imported, each time by a process of its own. */
const RUNS = 21;

/**
 * esbuild as it is without a word said to it, but for the format, which top-level await asks for, and the `require`
 * that CommonJS within an ES module then needs.
 */
const esbuildDefaults: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
};

const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  TABLE_PREFIX: 'Duologue',
};

async function bundle(name: FunctionName, variant: string, options: BuildOptions) {
  const file = join(folder, variant, name, 'index.mjs');
  const { metafile } = await build({ ...options, entryPoints: [entryOf(name)], outfile: file, metafile: true });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return { file, packages: heaviest(inputs.map(([path, { bytesInOutput }]) => [path, bytesInOutput])) };
}

/** The packages that take most of a bundle, our own code among them, as `@smithy/core 114 KB`. */
function heaviest(inputs: readonly [path: string, bytes: number][]): string[] {
  const bytesOf = new Map<string, number>();
  for (const [path, bytes] of inputs) {
    const [, name = 'Duologue'] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    bytesOf.set(name, (bytesOf.get(name) ?? 0) + bytes);
  }
  const sorted = [...bytesOf].sort(([, one], [, other]) => other - one);
  return sorted.slice(0, 8).map(([name, bytes]) => `${name} ${kilobytes(bytes)}`);
}

async function sizes(file: string) {
  const code = await readFile(file);
  return { bytes: code.length, gzip: gzipSync(code).length };
}

/** Milliseconds over the empty handler, the best of all runs: what else the machine does only ever adds to them. */
async function importTimes(ours: string, theirs: string, empty: string) {
  const best = { ours: Infinity, theirs: Infinity, empty: Infinity };
  for (let run = 0; run < RUNS; run++) {
    best.ours = Math.min(best.ours, await importTime(ours, nodeOptions));
    best.theirs = Math.min(best.theirs, await importTime(theirs));
    best.empty = Math.min(best.empty, await importTime(empty));
  }
  return { ours: best.ours - best.empty, theirs: best.theirs - best.empty };
}

/** Milliseconds that a fresh Node takes to import a file. */
async function importTime(file: string, options = {}): Promise<number> {
  const child = fork(join(import.meta.dirname, 'import-time.js'), [file], {
    env: { ...environment, ...options },
    execArgv: [],
  });
  const [[milliseconds]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return milliseconds;
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} KB`;

// Prints the size of each bundle, and the time to import it against the same code built with esbuild's defaults.
const folder = await mkdtemp(join(tmpdir(), 'duologue-bench-'));
try {
  const empty = join(folder, 'empty.mjs');
  await writeFile(empty, 'export const handler = async () => ({ statusCode: 204 });');
  const rows = [];
  for (const name of new Set<FunctionName>(routes.map((route) => route.function))) {
    const { file, packages } = await bundle(name, 'ours', bundleOptions);
    const { file: defaults } = await bundle(name, 'defaults', esbuildDefaults);
    rows.push({ name, packages, ...(await sizes(file)), ...(await importTimes(file, defaults, empty)) });
  }

  console.log('| function | minified | gzip | import over an empty handler | with esbuild’s defaults | ratio |');
  console.log('|---|---|---|---|---|---|');
  for (const { name, bytes, gzip, ours, theirs } of rows) {
    const times = [ours, theirs].map((time) => `${time.toFixed(0)} ms`).join(' | ');
    console.log(`| ${name} | ${kilobytes(bytes)} | ${kilobytes(gzip)} | ${times} | ${(ours / theirs).toFixed(2)} |`);
  }
  console.log(`\nThe best of ${RUNS} imports, each in a fresh Node ${process.versions.node}. What takes the bytes:\n`);
  for (const { name, packages } of rows) console.log(`- ${name}: ${packages.join(', ')}`);
} finally {
  await rm(folder, { recursive: true });
}
