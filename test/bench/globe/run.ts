import { fileURLToPath } from 'node:url';
import { writeResults } from '../results.ts';
import { globeTable } from './report.ts';
import { everyWaiting } from './waiting.ts';

const waiting = everyWaiting();
await writeResults(fileURLToPath(new URL('../results.json', import.meta.url)), 'globe', waiting);
console.log(globeTable(waiting));
