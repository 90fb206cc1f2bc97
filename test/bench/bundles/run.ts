import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleOptions, entryOf, nodeOptions } from '../../../infra/bundle.ts';
import { functionNames } from '../../../lib/routes.ts';
import { engineEnvironment } from '../../support/engine.ts';
import { aFolder, bundleInto } from '../bundling.ts';
import { median } from '../numbers.ts';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { type Bundle, bundlesTable, kilobytes } from './report.ts';

/** How often as much CPU time the import of a bundle may take as that of the SDK alone. */
const BOUND = 1.3;

const options = readBenchOptions();
/** How many times each bundle is imported, each time by a process of its own. */
const runs = options.full ? 31 : 11;

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
  return { bytes: code.length, gzip: gzipSync(code).length, map: (await stat(`${file}.map`)).size };
}

/** CPU time of the import of some bundles, in milliseconds and over the first one's: medians of rounds in which each has a turn. */
async function importTimes(files: readonly string[]) {
  const rounds: number[][] = [];
  for (let round = 0; round < runs; round++) {
    const times: number[] = [];
    for (const file of files) times.push(await importTime(file));
    rounds.push(times);
  }
  return files.map((_, index) => ({
    milliseconds: median(rounds.map((times) => times[index] ?? 0)),
    ratio: median(rounds.map((times) => (times[index] ?? 0) / (times[0] ?? 0))),
  }));
}

/** CPU time in which a fresh Node imports a file, in milliseconds. */
async function importTime(file: string): Promise<number> {
  const child = fork(join(import.meta.dirname, 'import-time.js'), [file], {
    env: { ...engineEnvironment('http://127.0.0.1'), ...nodeOptions },
    execArgv: [],
  });
  const [[milliseconds]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return milliseconds;
}

// The size of each bundle, and the time to import it against that of the SDK alone, bundled the same way.
const folder = await aFolder();
try {
  const bareSdk = join(import.meta.dirname, 'bare-sdk.ts');
  const { file: bare } = await bundleInto(folder.path, bareSdk, 'bare-sdk', bundleOptions);
  const built = [];
  for (const name of functionNames) {
    const { file, inputs } = await bundleInto(folder.path, entryOf(name), name, bundleOptions);
    built.push({ name, file, packages: heaviest(inputs.map(([path, { bytesInOutput }]) => [path, bytesInOutput])) });
  }
  const [ofBare, ...times] = await importTimes([bare, ...built.map(({ file }) => file)]);
  const bundles: Bundle[] = [];
  for (const [index, { name, file, packages }] of built.entries()) {
    const { milliseconds = 0, ratio = 0 } = times[index] ?? {};
    bundles.push({
      name,
      ...(await sizes(file)),
      ours: milliseconds,
      bare: ofBare?.milliseconds ?? 0,
      ratio,
      packages,
    });
    if (ratio > BOUND) console.log(`${name} is over its bound of ${BOUND}.`);
  }
  console.log(bundlesTable(bundles));
  await writeResults(options.results, 'bundles', bundles);
} finally {
  await folder.remove();
}
