import type { Answer } from '../../../lib/http/answer.ts';
import { median } from '../numbers.ts';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { pageRequest } from './pages.ts';
import type { PageAnswer } from './report.ts';

const options = readBenchOptions();
const rounds = options.full ? 101 : 21;
const REQUESTS = 20;

// What gzip leaves of a page, and what it costs: the CPU time of requests but for their store calls, by turns.
const results: PageAnswer[] = [];
for (const messages of [20, 50, 200]) {
  const requests = { plain: pageRequest(messages), gzipped: pageRequest(messages, 'gzip') };
  const bytes = { plain: bytesOf(await requests.plain()), gzipped: bytesOf(await requests.gzipped()) };
  const times: Record<keyof typeof requests, number[]> = { plain: [], gzipped: [] };
  for (let round = 0; round < rounds; round++) {
    times.plain.push(await cpuOf(requests.plain));
    times.gzipped.push(await cpuOf(requests.gzipped));
  }
  const milliseconds = { plain: median(times.plain), gzipped: median(times.gzipped) };
  console.log(
    `a page of ${messages}: ${bytes.plain} bytes plain, ${bytes.gzipped} gzipped; ` +
      `${milliseconds.plain.toFixed(2)} ms of CPU plain, ${milliseconds.gzipped.toFixed(2)} ms gzipped`,
  );
  results.push({ messages, bytes, milliseconds });
}
await writeResults(options.results, 'compression', results);

/** How many bytes of an answer go out, without its headers. */
function bytesOf({ body = '', isBase64Encoded }: Answer): number {
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').length;
}

/** CPU time of one of some requests made one after the other, in milliseconds. */
async function cpuOf(request: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  for (let made = 0; made < REQUESTS; made++) await request();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / REQUESTS;
}
