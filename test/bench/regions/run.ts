import { fileURLToPath } from 'node:url';
import { writeResults } from '../results.ts';
import { readOptions } from './options.ts';
import { report, summaryOf } from './report.ts';
import { simulate } from './simulate.ts';

const { simulation, isShort } = readOptions(process.argv.slice(2));
console.log(`seed ${simulation.seed}: ${simulation.sends} sends in two regions`);
const outcome = await simulate(simulation);
console.log(report(simulation, outcome));
if (!isShort) {
  const results = fileURLToPath(new URL('../results.json', import.meta.url));
  await writeResults(results, 'regions', summaryOf(simulation, outcome));
}
process.exit(Object.values(outcome.findings).some((found) => found.length > 0) ? 1 : 0);
