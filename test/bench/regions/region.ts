import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../../infra/local/create-tables.ts';
import { startEngine } from '../../../infra/local/engine.ts';
import { HOME_REGION_VARIABLE } from '../../../lib/tables.ts';
import { type ClockSetting, type Crash, startProcess } from '../../faults/processes.ts';
import { startProxy } from '../../faults/proxy.ts';
import type { StoreCall } from '../../faults/store-call.ts';
import type { startProduct } from '../../support/product.ts';

/** The region that hands out names, and the other. */
export const regionNames = ['home', 'away'] as const;

export type RegionName = (typeof regionNames)[number];

/** One region: an engine, and processes of the product that reach it through a proxy. */
export type Region = {
  readonly name: RegionName;
  /** Where its engine listens, past the proxy. */
  readonly engine: string;
  /** Where the processes listen that were started together; see `start`. */
  readonly urls: readonly string[];
  /** A way through the proxy to its engine. */
  readonly gate: (name: string) => Promise<string>;
  /** Starts the processes of `urls`, each with a clock. */
  readonly begin: (clocks: readonly ClockSetting[]) => Promise<void>;
  /** Starts one more process, beside those of `urls`, and gives where it listens. */
  readonly start: (clock: ClockSetting) => Promise<string>;
  readonly crashes: readonly Crash[];
  readonly stop: () => Promise<void>;
};

type Settings = {
  readonly name: RegionName;
  /** The `startProduct` of the product to run: the tree's own, or a broken copy's. */
  readonly startProduct: typeof startProduct;
  /** Is told of every request that took place in the engine and succeeded. */
  readonly tookPlace: (region: RegionName, call: StoreCall) => void;
  /** The region that hands out names, where that is another. */
  readonly home?: Region;
};

/** Starts a region on an empty engine, without processes at first. */
export async function startRegion({ name, startProduct, tookPlace, home }: Settings): Promise<Region> {
  const engine = await startEngine({ kind: 'embedded' });
  await withTables(engine.endpoint);
  const proxy = startProxy({ engine: engine.endpoint, tookPlace: (call) => tookPlace(name, call) });
  const crashes: Crash[] = [];
  const stops: (() => Promise<void>)[] = [];
  const urls: string[] = [];
  let started = 0;

  const start = async (clock: ClockSetting): Promise<string> => {
    const processName = `${name} ${++started}`;
    const wayHome = home && {
      [HOME_REGION_VARIABLE]: home.name,
      HOME_ENDPOINT_URL_DYNAMODB: await home.gate(processName),
    };
    const process = await startProcess({
      name: processName,
      clock,
      store: await proxy.gate(processName),
      start: (options) => startProduct({ ...options, environment: { ...options?.environment, ...wayHome } }),
      onCrash: (crash) => crashes.push(crash),
      onOutage: () => {},
    });
    stops.push(process.stop);
    return process.url() ?? '';
  };

  return {
    name,
    engine: engine.endpoint,
    urls,
    gate: proxy.gate,
    begin: async (clocks) => {
      urls.push(...(await Promise.all(clocks.map(start))));
    },
    start,
    crashes,
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await proxy.stop();
      await engine.stop();
    },
  };
}

/** Before any process does it: two at once would both ask for them. */
async function withTables(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  await createTables(client, 'Duologue');
  client.destroy();
}
