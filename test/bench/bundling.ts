import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { thinFile } from '../../infra/thin-source-map.ts';

/** A folder for bundles, and how to get rid of it. */
export async function aFolder() {
  const path = await mkdtemp(join(tmpdir(), 'duologue-bench-'));
  return { path, remove: () => rm(path, { recursive: true }) };
}

/** Bundles one source file into a folder, as what is deployed if so asked. Gives the bundle's path, and what esbuild says of it. */
export async function bundleInto(folder: string, source: string, name: string, options: BuildOptions) {
  const file = join(folder, name, 'index.mjs');
  const { metafile } = await build({ ...options, entryPoints: [source], outfile: file, metafile: true });
  if (options.sourcemap) thinFile(`${file}.map`);
  return { file, inputs: Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs)) };
}
