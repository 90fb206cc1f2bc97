import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../../infra/command-line/command-error.ts';
import { engine } from '../support/engine.ts';
import { type Product, startProduct } from '../support/product.ts';
import { fuzz } from './fuzz.ts';
import { schemathesis } from './schemathesis.ts';
import { inspect } from './stored.ts';

/** What the product's own log says of a run: each request has a line, on standard output. */
const statusesIn = (product: Product) =>
  [...product.output().matchAll(/^[A-Z]+ \S* (\d{3}) \d+ ms$/gm)].map(([, status = '']) => status);

/** Requests that a busy server did not take on. Each was made again, and where it was refused to the end that is a faulty answer. */
const refusedIn = (product: Product) => (product.output().match(/^\S+ is too busy for request \S+$/gm) ?? []).length;

const troublesIn = (product: Product) => product.output().match(/^.*(unhandled|warning|failed|broken off).*$/gim) ?? [];

async function withProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'duologue-fuzz-'));
  const product = await startProduct({ environment: { DATA_DIR } });
  try {
    return await work(product);
  } finally {
    await product.stop();
    await rm(DATA_DIR, { recursive: true, force: true });
  }
}

type Extent = {
  readonly seed: number;
  /** Our own requests. */
  readonly requests: number;
  /** Those of schemathesis, for each operation; 0 leaves it out. */
  readonly examples: number;
};

/** Sends generated requests to a new server and prints what came of it. @throws CommandError where anything is wrong */
export async function fuzzRun({ seed, requests, examples }: Extent): Promise<void> {
  const log = join(tmpdir(), `duologue-schemathesis-${seed}.log`);
  const { faults, statuses, refused, troubles, stored, conformance } = await withProduct(async (product) => {
    const found = await fuzz(product.url, { count: requests, seed });
    const accepted = Object.entries(found.accepted).sort();
    console.log(`our own: ${found.requests} requests; accepted ${accepted.map((pair) => pair.join(': ')).join(', ')}`);
    const runs = examples > 0 ? await schemathesis(product.url, { count: examples, seed }, log) : 0;
    const stored = await inspect(engine(product.engineUrl), 'Duologue');
    return {
      faults: found.faults,
      statuses: statusesIn(product),
      refused: refusedIn(product),
      troubles: troublesIn(product),
      stored,
      conformance: runs,
    };
  });

  const serverErrors = statuses.filter((status) => status >= '500').length - refused;
  const byStatus = Map.groupBy(statuses, (status) => status);
  console.log(
    [
      `${statuses.length} requests: ${[...byStatus]
        .sort()
        .map(([status, all]) => `${status} ${all.length}`)
        .join(', ')}`,
      `${refused} refused with 503 while the server had too much to do, and made again`,
      `${serverErrors} answered with another 5xx`,
      `${troubles.length} unhandled rejections, warnings and failures in the server's output`,
      `${faults.length} faulty answers to our own requests`,
      examples > 0 ? `${conformance} runs of schemathesis that found something: ${log}` : 'no schemathesis',
      `${stored.invalid.length} invalid items among ${Object.values(stored.counts).reduce((sum, one) => sum + one)} stored`,
      ...[...faults, ...troubles.slice(0, 20), ...stored.invalid.slice(0, 20)],
    ].join('\n'),
  );
  if (serverErrors + troubles.length + faults.length + conformance + stored.invalid.length > 0) {
    throw new CommandError('The fuzz run has found something.');
  }
}
