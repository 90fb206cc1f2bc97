import { setTimeout as sleep } from 'node:timers/promises';
import { startProduct } from '../../support/product.ts';
import { readBenchOptions } from '../options.ts';
import { residentOf } from '../resident.ts';
import { writeResults } from '../results.ts';
import { rateOf } from '../throughput/rates.ts';
import { startServer } from '../throughput/server.ts';
import { type Memory, soakSentence } from './report.ts';

const CONNECTIONS = 10;

const options = readBenchOptions();
const minutes = options.full ? 10 : 0.1;

// Memory of a server under steady load, sends and fetches in turns: what it holds after a tenth of the time, and at the
// end. Its heap is small, so that what it does not let go would end it; the engine it works on has a process of its own.
const engine = await startServer();
const server = await startProduct({ environment: engine.environment, node: ['--max-old-space-size=64'] });
try {
  const end = performance.now() + minutes * 60_000;
  const early = performance.now() + minutes * 6000;
  const load = { sends: 0, fetches: 0 };
  let start: Memory | undefined;
  while (performance.now() < end) {
    load.sends += 2 * (await rateOf(server.url, engine.requests.send, CONNECTIONS, 2));
    load.fetches += 2 * (await rateOf(server.url, engine.requests.fetch, CONNECTIONS, 2));
    if (!start && performance.now() > early) start = await memory();
  }
  const results = { minutes, ...load, start: start ?? (await memory()), end: await memory() };
  console.log(soakSentence(results));
  await writeResults(options.results, 'soak', results);
} finally {
  await server.stop();
  await engine.stop();
}

async function memory(): Promise<Memory> {
  await sleep(1000);
  return { server: residentOf(server.process.pid), engine: residentOf(engine.product.process.pid) };
}
