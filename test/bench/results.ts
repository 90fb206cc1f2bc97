import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes results into a JSON file, under a key of their own, beside what other benchmarks have written there. */
export async function writeResults(path: string, key: string, results: unknown): Promise<void> {
  const others = await readFile(path, 'utf8').then(JSON.parse, () => ({}));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ ...others, [key]: results }, null, 2)}\n`);
}
