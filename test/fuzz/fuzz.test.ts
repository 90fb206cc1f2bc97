import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '../../lib/routes.ts';
import { engine, engineEnvironment } from '../support/engine.ts';
import { type Product, startProduct } from '../support/product.ts';
import { type Found, fuzz } from './fuzz.ts';
import { inspect, type Stored } from './stored.ts';

/** `FUZZ_REQUESTS` and `FUZZ_SEED` say otherwise: so few requests do not meet every refusal with every seed. */
const count = Number(process.env.FUZZ_REQUESTS ?? 1200);
const seed = Number(process.env.FUZZ_SEED ?? 11);

/** Tables of its own, so that it can say of everything in them how it came there. */
const TABLE_PREFIX = `Fuzz${process.pid}`;
const database = engine();

let product: Product;
let found: Found;
let stored: Stored;

beforeAll(
  async () => {
    product = await startProduct({ environment: { ...engineEnvironment(), TABLE_PREFIX } });
    found = await fuzz(product.url, { count, seed });
    stored = await inspect(database, TABLE_PREFIX);
  },
  600_000 + count * 20,
);

afterAll(async () => {
  database.destroy();
  await product?.stop();
});

describe(`${count} generated requests, FUZZ_SEED=${seed},`, () => {
  it('get no 5xx and no answer that the OpenAPI document does not know', () => {
    expect(found.faults.join('\n\n')).toBe('');
  });

  it('are in part accepted, and refused for every reason that they can be', () => {
    // A key that was used for something else is rare.
    const rare = count < 10_000 ? [] : ['422'];
    expect(Object.keys(found.statuses)).toEqual(
      expect.arrayContaining(['200', '201', '204', '400', '401', '403', '404', '409', '413', '415', ...rare]),
    );
  });

  it('are in part accepted on every route', () => {
    expect(Object.keys(found.accepted).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('leave nothing invalid in the tables', () => {
    expect(stored.invalid).toEqual([]);
  });

  it('leave exactly what was answered with 201, and at most what a busy machine left in doubt', () => {
    for (const kind of ['Users', 'Messages', 'Sessions'] as const) {
      expect(stored.counts[kind]).toBeGreaterThanOrEqual(found.created[kind]);
      expect(stored.counts[kind]).toBeLessThanOrEqual(found.created[kind] + found.inDoubt[kind]);
    }
  });

  it('leave nothing unhandled in the product', () => {
    const trouble = product
      .output()
      .split('\n')
      .filter((line) => /unhandled|warning|failed|broken off/i.test(line) && !line.includes('"code":"unavailable"'));

    expect(trouble).toEqual([]);
    expect(product.process.exitCode).toBeNull();
  });
});
