import type { Browser } from 'playwright-core';
import { startEngine } from '../../infra/local/engine.ts';
import { startProduct } from '../support/product.ts';
import { troubledStore } from '../support/troubled-store.ts';
import { startBrowser } from './browser.ts';

/** What the steps work with. */
export type Stage = {
  readonly url: string;
  readonly browser: Browser;
  readonly store: Awaited<ReturnType<typeof troubledStore>>;
};

/** Starts a browser and the local run, whose store can be in trouble, and ends them after that work. */
export async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const browser = await startBrowser();
  const engine = await startEngine({ kind: 'embedded' });
  process.env.ENGINE_URL = engine.endpoint; // where test/support/engine.ts writes
  const store = await troubledStore(engine.endpoint);
  const product = await startProduct({ environment: { AWS_ENDPOINT_URL_DYNAMODB: store.url } });
  process.env.DUOLOGUE_URL = product.url; // where test/support/api.ts asks
  try {
    return await work({ url: product.url, browser, store });
  } finally {
    await browser.close();
    store.now(undefined);
    await product.stop();
    store.stop();
    await engine.stop();
  }
}
