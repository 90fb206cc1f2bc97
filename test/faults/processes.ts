import { fileURLToPath } from 'node:url';
import type { Product, startProduct } from '../support/product.ts';
import type { Outage } from './history.ts';

/** How a process's clock differs from the machine's, in milliseconds, or the one time that it shows. */
export type ClockSetting = { readonly offset?: number; readonly frozenAt?: number };

/** The product as one process, which is started again whenever it was killed. */
export type ProductProcess = {
  readonly name: string;
  readonly clock: ClockSetting;
  /** Where it listens now; undefined while it is down. */
  readonly url: () => string | undefined;
  /** Ends it, as a power cut would. It comes back by itself. */
  readonly kill: () => void;
  /** How often it was killed. */
  readonly kills: () => number;
  readonly stop: () => Promise<void>;
};

/** A process that ended by itself: the product never should. */
export type Crash = { readonly process: string; readonly output: string };

type Settings = {
  readonly name: string;
  readonly clock?: ClockSetting;
  /** The URL that it is to take for DynamoDB's. */
  readonly store: string;
  /** The `startProduct` of the product to run: the tree's own, or a broken copy's. */
  readonly start: typeof startProduct;
  readonly onCrash: (crash: Crash) => void;
  /** Is told of each time that it was down, once it is up again. */
  readonly onOutage: (outage: Outage) => void;
};

const clockModule = fileURLToPath(new URL('clock.ts', import.meta.url));

/** Starts one process of the product and keeps it running. */
export async function startProcess({
  name,
  clock = {},
  store,
  start,
  onCrash,
  onOutage,
}: Settings): Promise<ProductProcess> {
  let product: Product | undefined;
  let stopped = false;
  let killedAt: number | undefined;
  let kills = 0;
  let starting: Promise<void> | undefined;

  const begin = async () => {
    const begun = await start({
      environment: {
        AWS_ENDPOINT_URL_DYNAMODB: store,
        ...(clock.offset !== undefined && { CLOCK_OFFSET: String(clock.offset) }),
        ...(clock.frozenAt !== undefined && { CLOCK_FROZEN_AT: String(clock.frozenAt) }),
      },
      node: ['--import', clockModule],
    });
    begun.process.once('exit', () => {
      product = undefined;
      if (stopped) return;
      if (killedAt === undefined) onCrash({ process: name, output: begun.output().slice(-2000) });
      starting = begin();
      starting.catch((error: Error) => onCrash({ process: name, output: error.message }));
    });
    product = begun;
    if (killedAt !== undefined) onOutage({ process: name, from: killedAt, to: performance.now() });
    killedAt = undefined;
    if (stopped) await begun.stop('SIGKILL');
  };
  await begin();

  return {
    name,
    clock,
    url: () => product?.url,
    kill: () => {
      if (!product) return;
      killedAt = performance.now();
      kills++;
      product.process.kill('SIGKILL');
      product = undefined;
    },
    kills: () => kills,
    stop: async () => {
      stopped = true;
      await starting?.catch(() => {});
      await product?.stop();
    },
  };
}
