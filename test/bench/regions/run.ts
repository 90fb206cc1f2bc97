import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { long, short } from './extent.ts';
import { report, summaryOf } from './report.ts';
import { simulate } from './simulate.ts';

const { full, seed, results } = readBenchOptions();
const simulation = full ? long(seed) : { ...short, seed };
console.log(`seed ${simulation.seed}: ${simulation.sends} sends in two regions`);
const outcome = await simulate(simulation);
console.log(report(simulation, outcome));
await writeResults(results, 'regions', summaryOf(simulation, outcome));
process.exit(Object.values(outcome.findings).some((found) => found.length > 0) ? 1 : 0);
