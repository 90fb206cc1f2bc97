import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { globeTable } from './report.ts';
import { everyWaiting } from './waiting.ts';

const waiting = everyWaiting();
await writeResults(readBenchOptions().results, 'globe', waiting);
console.log(globeTable(waiting));
