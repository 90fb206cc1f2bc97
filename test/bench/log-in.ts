import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEngine } from '../../infra/local/engine.ts';
import { MOST_ATTEMPTS } from '../../lib/sessions/attempt.ts';
import { aPassword, aUsername, request } from '../support/api.ts';
import { startProduct } from '../support/product.ts';
import { median } from './pages/measure.ts';
import { writeResults } from './pages/results.ts';

/** By how much the time of an unknown user may differ from that of a known one. */
const BOUND = 0.05;

const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: '60' },
    cost: { type: 'string', default: '12' },
    results: { type: 'string', default: fileURLToPath(new URL('results.json', import.meta.url)) },
  },
});
const samples = Number(values.samples);

type Who = 'known' | 'unknown';
type Times = Readonly<Record<Who, number[]>>;

const engine = await startEngine({ kind: 'embedded' });
const product = await startProduct({
  environment: { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint, BCRYPT_COST: values.cost },
});

try {
  const wrong: Times = { known: [], unknown: [] };
  const refused: Times = { known: [], unknown: [] };
  while (wrong.known.length < samples) await measureNames(wrong, refused);

  const results = { cost: Number(values.cost), samples, wrong: compared(wrong), refused: compared(refused) };
  await writeResults(values.results, 'logIn', results);
  for (const what of ['wrong', 'refused'] as const) console.log(told(what, results[what]));
  process.exitCode = Math.abs(results.wrong.ratio - 1) > BOUND ? 1 : 0;
} finally {
  await product.stop();
  await engine.stop();
}

/** Measures a known and an unknown name until both are refused, in turns, and which is first in turns as well. */
async function measureNames(wrong: Times, refused: Times): Promise<void> {
  const names: Record<Who, string> = { known: aUsername(), unknown: aUsername() };
  await request('POST /users', { body: { username: names.known, password: aPassword }, baseUrl: product.url });
  for (let count = 0; count < 2 * MOST_ATTEMPTS; count++) {
    const order: readonly Who[] = count % 2 ? ['known', 'unknown'] : ['unknown', 'known'];
    for (const who of order) {
      const { status, milliseconds } = await guess(names[who]);
      if (status === 401) wrong[who].push(milliseconds);
      if (status === 429) refused[who].push(milliseconds);
    }
  }
}

async function guess(username: string) {
  const body = { username, password: 'a wrong password' };
  const start = performance.now();
  const { status } = await request('POST /sessions', { body, baseUrl: product.url });
  return { status, milliseconds: performance.now() - start };
}

function compared({ known, unknown }: Times) {
  const medians = { known: round(median(known)), unknown: round(median(unknown)) };
  return { ...medians, samples: [known.length, unknown.length], ratio: round(median(unknown) / median(known)) };
}

function told(what: string, { known, unknown, samples, ratio }: ReturnType<typeof compared>): string {
  return `${what}: known ${known} ms, unknown ${unknown} ms (medians of ${samples.join(' and ')}), ratio ${ratio}`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
