import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { drawChart } from './draw.ts';
import { costResults } from './scenarios.ts';
import { costTables } from './table.ts';

const { results, charts } = readBenchOptions();
const costs = costResults();
await writeResults(results, 'cost', costs);
await mkdir(charts, { recursive: true });
await writeFile(join(charts, 'cost.svg'), drawChart());
console.log(costTables(costs));
