import { BadOptions, help, readOptions } from './options.ts';
import { report } from './report.ts';

try {
  const load = readOptions(process.argv.slice(2));
  console.log(load === 'help' ? help : report(load));
} catch (error) {
  if (!(error instanceof BadOptions)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
