import { hashingFromEnvironment, passwordSchema } from '../../../lib/users/password.ts';
import { median } from '../numbers.ts';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';

const options = readBenchOptions();
const hashing = hashingFromEnvironment({});
const password = passwordSchema.parse('cucumber sandwiches');

// CPU time of one hash, as creating a user and each log-in take it.
const times = [];
for (let run = 0; run < (options.full ? 21 : 5); run++) {
  const start = process.cpuUsage();
  await hashing.hash(password);
  const { user, system } = process.cpuUsage(start);
  times.push((user + system) / 1000);
}
const milliseconds = median(times);
console.log(`hashing a password: ${milliseconds.toFixed(0)} ms of CPU`);
await writeResults(options.results, 'hashing', { milliseconds });
