import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { createTables } from '../../infra/local/create-tables.ts';
import { type EngineKind, startEngine } from '../../infra/local/engine.ts';
import { tableName } from '../../lib/tables.ts';
import { startProduct } from '../support/product.ts';
import type { Fate } from './fate.ts';
import { upstreamAt } from './forward.ts';
import type { History, ShownMessage } from './history.ts';
import type { Plan } from './plan.ts';
import { type ClockSetting, type ProductProcess, startProcess } from './processes.ts';
import { type StoreProxy, startProxy } from './proxy.ts';
import { newRecorder, type Recorder } from './recorder.ts';
import { laggingReplica } from './replica.ts';
import { isMessagePut, placeIn } from './store-call.ts';

const PREFIX = 'Duologue';

type Settings = {
  /** The clock of each process; there are as many processes as clocks. */
  readonly clocks: readonly ClockSetting[];
  /** By how many milliseconds eventually consistent reads lag; 0 for an engine that is always consistent. */
  readonly lag?: number;
  readonly engine?: EngineKind | undefined;
  readonly start?: typeof startProduct;
  /** The time that the store shows, if not that of its machine. */
  readonly storeTime?: () => number;
};

/** One engine, processes of the product, and a proxy between them. */
export type Rig = {
  readonly processes: readonly ProductProcess[];
  readonly proxy: StoreProxy;
  readonly recorder: Recorder;
  /** Lets a plan decide from now on; without one, nothing happens to requests. */
  readonly follow: (plan?: Plan) => void;
  /** What happened so far, with what the engine holds now. */
  readonly history: () => Promise<History>;
  readonly stop: () => Promise<void>;
};

/** Starts a rig on which nothing goes wrong yet. */
export async function startRig({
  clocks,
  lag = 0,
  engine: kind = 'embedded',
  start = startProduct,
  storeTime,
}: Settings): Promise<Rig> {
  const engine = await startEngine({ kind });
  const copy = lag > 0 ? await startEngine({ kind: 'embedded' }) : undefined;
  const client = clientOf(engine.endpoint);
  const copyClient = copy && clientOf(copy.endpoint);
  for (const each of [client, copyClient]) if (each) await createTables(each, PREFIX);

  const recorder = newRecorder();
  let plan: Plan | undefined;
  const processes: ProductProcess[] = [];
  const proxy = startProxy({
    engine: engine.endpoint,
    ...(copy && { replica: laggingReplica(upstreamAt(copy.endpoint), lag) }),
    storeTime,
    fateOf: (call): Fate => plan?.(call) ?? { kind: 'pass' },
    kill: (name) => processes.find((process) => process.name === name)?.kill(),
    tookPlace: (call) => {
      if (!isMessagePut(call)) return;
      const place = placeIn(call);
      recorder.landings.push({ id: place.slice(place.indexOf('#') + 1), process: call.process, at: Date.now() });
    },
  });

  const begin = async (clock: ClockSetting, index: number) => {
    const name = `process ${index + 1}`;
    const store = await proxy.gate(name);
    const { crashes, outages } = recorder;
    return startProcess({
      name,
      clock,
      store,
      start,
      onCrash: (crash) => crashes.push(crash),
      onOutage: (outage) => outages.push(outage),
    });
  };
  processes.push(...(await Promise.all(clocks.map(begin))));

  return {
    processes,
    proxy,
    recorder,
    follow: (next) => {
      plan = next;
    },
    history: async () =>
      recorder.history({
        stored: await everyMessage(client),
        clockError: Math.max(...clocks.map(({ offset = 0 }) => Math.abs(offset))),
      }),
    stop: async () => {
      await Promise.all(processes.map((process) => process.stop()));
      await proxy.stop();
      for (const each of [client, copyClient]) each?.destroy();
      await Promise.all([engine.stop(), copy?.stop()]);
    },
  };
}

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** Every message in the engine, read past the product. */
async function everyMessage(client: DynamoDBClient): Promise<ShownMessage[]> {
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    {
      TableName: tableName(PREFIX, 'Messages'),
      ConsistentRead: true,
      FilterExpression: 'attribute_not_exists(#void)',
      ExpressionAttributeNames: { '#void': 'void' },
    },
  );
  const messages: ShownMessage[] = [];
  for await (const { Items = [] } of pages) messages.push(...(Items as Item[]).map(toMessage));
  return messages;
}

/** A message as stored: the place, of which the id is a part, stands for the time. */
type Item = Omit<ShownMessage, 'id'>;

function toMessage({ sentAt: place, sender, recipient, content }: Item): ShownMessage {
  const [sentAt = '', id = ''] = place.split('#');
  return { id, sender, recipient, sentAt, content };
}
