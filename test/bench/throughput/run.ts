import { bareCalls } from '../handlers/bare-calls.ts';
import { median } from '../numbers.ts';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { overload } from './overload.ts';
import { rateOf, rateOfLoop } from './rates.ts';
import { startServer } from './server.ts';

/** What the local HTTP API reaches of the rate at which the same engine answers the bare SDK calls, at least. */
const BOUND = 0.5;

const options = readBenchOptions();
const [rounds, seconds] = options.full ? [5, 4] : [3, 1];
const overloads = options.full ? [1, 10, 50, 200, 500] : [10, 200];

// Sends and fetches per second through the local HTTP API, beside a loop of the same SDK calls on the same engine.
const server = await startServer();
try {
  Object.assign(process.env, server.environment);
  const bare = bareCalls(server.token);
  const loops = { send: () => bare.send('Did you hear what I was playing, Lane?'), fetch: bare.fetch };

  const results = [];
  for (const operation of ['send', 'fetch'] as const) {
    for (const connections of [1, 10, 50]) {
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let round = 0; round < rounds; round++) {
        theirs.push(await rateOfLoop(loops[operation], connections, seconds));
        ours.push(await rateOf(server.product.url, server.requests[operation], connections, seconds));
      }
      const [perSecond, bareLoop] = [median(ours), median(theirs)];
      const ratio = perSecond / bareLoop;
      results.push({ operation, connections, perSecond, bareLoop, ratio });
      const rates = `${perSecond.toFixed(0)} a second, the bare loop ${bareLoop.toFixed(0)}`;
      console.log(`${operation} over ${connections} connections: ${rates}: ${ratio.toFixed(2)} of it`);
      if (ratio < BOUND) console.log(`That is under its bound of ${BOUND}.`);
    }
  }
  await writeResults(options.results, 'throughput', results);
} finally {
  await server.stop();
}

// The same with more connections than it can serve, beside a server without a bound.
await writeResults(options.results, 'overload', await overload(overloads, options.full ? 6 : 2));
