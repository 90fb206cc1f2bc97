import { readFile, writeFile } from 'node:fs/promises';
import { filled } from '../fill.ts';
import { renderers } from '../renderers.ts';

const readme = new URL('../../../README.md', import.meta.url);
const results = new URL('../results.json', import.meta.url);

const text = await readFile(readme, 'utf8');
await writeFile(readme, filled(text, JSON.parse(await readFile(results, 'utf8')), renderers));
