import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { rateOf } from '../throughput/rates.ts';
import { startServer } from '../throughput/server.ts';

const CONNECTIONS = 10;

const options = readBenchOptions();
const minutes = options.full ? 10 : 0.1;

// Memory of a server under steady load, sends and fetches in turns: what it holds after a tenth of the time, and at the end.
const server = await startServer();
try {
  const end = performance.now() + minutes * 60_000;
  const early = performance.now() + minutes * 6000;
  const load = { sends: 0, fetches: 0 };
  let start = 0;
  while (performance.now() < end) {
    load.sends += 2 * (await rateOf(server.product.url, server.requests.send, CONNECTIONS, 2));
    load.fetches += 2 * (await rateOf(server.product.url, server.requests.fetch, CONNECTIONS, 2));
    if (start === 0 && performance.now() > early) start = await memory();
  }
  const results = { minutes, ...load, start, end: await memory() };
  console.log(
    `${minutes} minutes, ${load.sends} sends and ${load.fetches} fetches over ${CONNECTIONS} connections: ` +
      `${start} MB after a tenth of it, ${results.end} MB at its end`,
  );
  await writeResults(options.results, 'soak', results);
} finally {
  await server.stop();
}

/** Resident memory of the server's process, its embedded engine included, in MB, once it has had a moment's rest. */
async function memory(): Promise<number> {
  await sleep(1000);
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(server.product.process.pid)], { encoding: 'utf8' });
  return Math.round(Number(kilobytes) / 1000);
}
