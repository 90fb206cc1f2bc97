import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes results into a JSON file, under a key of their own, beside what other benchmarks have written there. */
export async function writeResults(path: string, key: string, results: unknown): Promise<void> {
  const others = await readFile(path, 'utf8').then(JSON.parse, () => ({}));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${compact({ ...others, [key]: results })}\n`);
}

const LONGEST_LINE = 120;

/** JSON in which what fits on a line stands on one. */
function compact(value: unknown, indent = ''): string {
  const line = JSON.stringify(value, rounded, 1).replaceAll(/\n */g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + line.length < LONGEST_LINE) return line;
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((one) => compact(one, deeper))
    : Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([name, one]) => `${JSON.stringify(name)}: ${compact(one, deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${close}`;
}

/** No figure is shown with more digits. */
const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value);
