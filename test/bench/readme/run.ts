import { readFile, writeFile } from 'node:fs/promises';
import { filled } from '../fill.ts';
import { renderers } from '../renderers.ts';
import { shown } from './shown.ts';

const results = JSON.parse(await readFile(new URL('../results.json', import.meta.url), 'utf8'));

for (const page of shown) await writeFile(page, filled(await readFile(page, 'utf8'), results, renderers));
