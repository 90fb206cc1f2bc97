import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { writeResults } from '../results.ts';
import { drawChart } from './draw.ts';
import { costResults } from './scenarios.ts';
import { costTables } from './table.ts';

const beside = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const results = costResults();
await writeResults(beside('results.json'), 'cost', results);
await mkdir(beside('charts'), { recursive: true });
await writeFile(beside('charts/cost.svg'), drawChart());
console.log(costTables(results));
