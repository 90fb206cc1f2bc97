import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BuildOptions } from 'esbuild';
import { bundleOptions, entryOf, nodeOptions } from '../../../infra/bundle.ts';
import { type FunctionName, routes } from '../../../lib/routes.ts';
import { engineEnvironment } from '../../support/engine.ts';
import { aFolder, bundleInto } from '../bundling.ts';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { bundlesTable, kilobytes } from './report.ts';

/** How many times each bundle is imported, each time by a process of its own. */
const options = readBenchOptions();
const runs = options.full ? 21 : 5;

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

/** The packages that take most of a bundle, our own code among them, as `@smithy/core 114 KB`. */
function heaviest(inputs: readonly [path: string, bytes: number][]): string[] {
  const bytesOf = new Map<string, number>();
  for (const [path, bytes] of inputs) {
    const [, name = 'Duologue'] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    bytesOf.set(name, (bytesOf.get(name) ?? 0) + bytes);
  }
  const sorted = [...bytesOf].sort(([, one], [, other]) => other - one);
  return sorted.slice(0, 6).map(([name, bytes]) => `${name} ${kilobytes(bytes)}`);
}

async function sizes(file: string) {
  const code = await readFile(file);
  return { bytes: code.length, gzip: gzipSync(code).length };
}

/** Milliseconds over the empty handler, the best of all runs: what else the machine does only ever adds to them. */
async function importTimes(ours: string, theirs: string, empty: string) {
  const best = { ours: Infinity, theirs: Infinity, empty: Infinity };
  for (let run = 0; run < runs; run++) {
    best.ours = Math.min(best.ours, await importTime(ours, nodeOptions));
    best.theirs = Math.min(best.theirs, await importTime(theirs));
    best.empty = Math.min(best.empty, await importTime(empty));
  }
  return { ours: best.ours - best.empty, theirs: best.theirs - best.empty };
}

/** Milliseconds that a fresh Node takes to import a file. */
async function importTime(file: string, options = {}): Promise<number> {
  const child = fork(join(import.meta.dirname, 'import-time.js'), [file], {
    env: { ...engineEnvironment('http://127.0.0.1'), ...options },
    execArgv: [],
  });
  const [[milliseconds]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return milliseconds;
}

// The size of each bundle, and the time to import it against the same code built with esbuild's defaults.
const folder = await aFolder();
try {
  const empty = join(folder.path, 'empty.mjs');
  await writeFile(empty, 'export const handler = async () => ({ statusCode: 204 });');
  const results = [];
  for (const name of new Set<FunctionName>(routes.map((route) => route.function))) {
    const ours = await bundleInto(folder.path, entryOf(name), `ours/${name}`, bundleOptions);
    const defaults = await bundleInto(folder.path, entryOf(name), `defaults/${name}`, esbuildDefaults);
    const packages = heaviest(ours.inputs.map(([path, { bytesInOutput }]) => [path, bytesInOutput]));
    const times = await importTimes(ours.file, defaults.file, empty);
    results.push({ name, ...(await sizes(ours.file)), ...times, packages });
  }
  console.log(bundlesTable(results));
  await writeResults(options.results, 'bundles', results);
} finally {
  await folder.remove();
}
