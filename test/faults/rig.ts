import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { createTables } from '../../infra/local/create-tables.ts';
import { type EngineKind, startEngine } from '../../infra/local/engine.ts';
import { tableName } from '../../lib/tables.ts';
import { startProduct } from '../support/product.ts';
import { type Fate, pass } from './fate.ts';
import { upstreamAt } from './forward.ts';
import type { History, ShownMessage } from './history.ts';
import type { Plan } from './plan.ts';
import { type ClockSetting, type ProductProcess, startProcess } from './processes.ts';
import { type StoreProxy, startProxy } from './proxy.ts';
import { newRecorder, type Recorder } from './recorder.ts';
import { laggingReplica } from './replica.ts';
import { watchStalls } from './stalls.ts';
import { isMessagePut, isWrite, placeIn, type StoreCall } from './store-call.ts';

const PREFIX = 'Duologue';

/** After how many milliseconds on its way a write counts as held. */
const HELD = 5000;

type Settings = {
  /** The clock of each process; there are as many processes as clocks. */
  readonly clocks: readonly ClockSetting[];
  /** By how many milliseconds eventually consistent reads lag; 0 for an engine that is always consistent. */
  readonly lag?: number;
  readonly engine?: EngineKind | undefined;
  readonly start?: typeof startProduct;
  /** The time that the store shows, if not that of its machine. */
  readonly storeTime?: () => number;
  /** Whether requests are refused that were signed 5 minutes ago, or ahead, as DynamoDB refuses them. */
  readonly refusesOldSignatures?: boolean;
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
  refusesOldSignatures = false,
}: Settings): Promise<Rig> {
  const engine = await startEngine({ kind });
  const copy = lag > 0 ? await startEngine({ kind: 'embedded' }) : undefined;
  const client = clientOf(engine.endpoint);
  const copyClient = copy && clientOf(copy.endpoint);
  for (const each of [client, copyClient]) if (each) await createTables(each, PREFIX);

  const recorder = newRecorder();
  const endWatch = watchStalls((stall) => recorder.stalls.push(stall));
  let plan: Plan | undefined;
  const processes: ProductProcess[] = [];
  const proxy = startProxy({
    engine: engine.endpoint,
    ...(copy && { replica: laggingReplica(upstreamAt(copy.endpoint), lag) }),
    storeTime,
    fateOf: (call): Fate => (refusesOldSignatures && isSignedWrongly(call) ? expired : (plan?.(call) ?? pass)),
    kill: (name) => processes.find((process) => process.name === name)?.kill(),
    tookPlace: (call, onItsWay) => {
      takeDownHeld(call, onItsWay, true);
      if (!isMessagePut(call)) return;
      const place = placeIn(call);
      const id = place.slice(place.indexOf('#') + 1);
      recorder.landings.push({ id, process: call.process, at: performance.now(), onItsWay });
    },
    refused: (call, onItsWay) => takeDownHeld(call, onItsWay, false),
  });

  function takeDownHeld(call: StoreCall, onItsWay: number, tookPlace: boolean) {
    if (isWrite(call) && onItsWay >= HELD) recorder.heldWrites.push({ table: call.table, onItsWay, tookPlace });
  }

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
        ...(await everyMessage(client)),
        storeTimeAt: storeTime ?? ((steady) => performance.timeOrigin + steady),
      }),
    stop: async () => {
      endWatch();
      await Promise.all(processes.map((process) => process.stop()));
      await proxy.stop();
      for (const each of [client, copyClient]) each?.destroy();
      await Promise.all([engine.stop(), copy?.stop()]);
    },
  };
}

/** The refusal of a request that was signed at the wrong time. */
const expired: Fate = { kind: 'fail', error: 'expired', executed: false, checksum: true };

const isSignedWrongly = ({ signedAt }: StoreCall) => Math.abs(signedAt - Date.now()) > 5 * 60_000;

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/** Every message in the engine, read past the product, and how many voids there are. */
async function everyMessage(client: DynamoDBClient): Promise<Pick<History, 'stored' | 'voids'>> {
  const pages = paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    { TableName: tableName(PREFIX, 'Messages'), ConsistentRead: true },
  );
  const items: Item[] = [];
  for await (const { Items = [] } of pages) items.push(...(Items as Item[]));
  const stored = items.filter((item) => !item.void).map(toMessage);
  return { stored, voids: items.length - stored.length };
}

/** A message as stored: the place, of which the id is a part, stands for the time. Or a void. */
type Item = Omit<ShownMessage, 'id'> & { readonly void?: true };

function toMessage({ sentAt: place, sender, recipient, content }: Item): ShownMessage {
  const [sentAt = '', id = ''] = place.split('#');
  return { id, sender, recipient, sentAt, content };
}
