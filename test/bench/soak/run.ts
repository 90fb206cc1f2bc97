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

// Memory of a server under steady load, sends and fetches in turns: after a tenth and half of the time, and at its end.
// Its heap is small, so that what it does not let go would end it; the engine it works on has a process of its own.
const engine = await startServer();
const server = await startProduct({ environment: engine.environment, node: ['--max-old-space-size=64'] });
try {
  const start = performance.now();
  const load = { sends: 0, fetches: 0 };
  const held: Memory[] = [];
  for (const until of [minutes / 10, minutes / 2, minutes]) {
    while (performance.now() - start < until * 60_000) {
      load.sends += 2 * (await rateOf(server.url, engine.requests.send, CONNECTIONS, 2));
      load.fetches += 2 * (await rateOf(server.url, engine.requests.fetch, CONNECTIONS, 2));
    }
    held.push(await memoryAfter(until));
  }
  const results = { minutes, ...load, memory: held };
  console.log(soakSentence(results));
  await writeResults(options.results, 'soak', results);
} finally {
  await server.stop();
  await engine.stop();
}

async function memoryAfter(minutes: number): Promise<Memory> {
  await sleep(1000);
  const [ours, engines] = [server.process.pid, engine.product.process.pid].map(residentOf);
  return { minutes, server: ours ?? 0, engine: engines ?? 0 };
}
