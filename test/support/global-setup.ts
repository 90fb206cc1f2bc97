import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Product, startProduct } from './product.ts';

declare global {
  var duologue: { readonly product: Product; readonly dataDir: string } | undefined;
}

/**
 * Starts the product once for the whole test run, on the engine that `TEST_ENGINE` names (`embedded` or
 * `dynamodb-local`). Tests keep out of each other's way by using users of their own.
 */
export default async function globalSetup(): Promise<void> {
  // The tests start some eighty processes of the same sources, which this lets start with half the CPU time.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));
  const engine = process.env.TEST_ENGINE ?? 'embedded';
  const dataDir = await mkdtemp(join(tmpdir(), 'duologue-test-'));
  const product = await startProduct({ arguments: ['--engine', engine], environment: { DATA_DIR: dataDir } });

  globalThis.duologue = { product, dataDir };
  Object.assign(process.env, {
    DUOLOGUE_URL: product.url,
    ENGINE_URL: product.engineUrl,
  });
}
