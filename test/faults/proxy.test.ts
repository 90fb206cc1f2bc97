import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { createTables } from '../../infra/local/create-tables.ts';
import { type Engine, startEngine } from '../../infra/local/engine.ts';
import { type Fate, pass } from './fate.ts';
import { upstreamAt } from './forward.ts';
import { type StoreProxy, startProxy } from './proxy.ts';
import { laggingReplica } from './replica.ts';
import { storeErrors } from './store-errors.ts';

/** How long the copy lags, and what lands late is late, in milliseconds: time for a busy machine to see it missing. */
const LAG = 4000;

/** How long is waited for an answer that never comes, and for any other. */
const IMPATIENCE = 500;
const PATIENCE = 15_000;

const TableName = 'Duologue-Users';

let engines: Engine[];
let proxy: StoreProxy;
let through: (maxAttempts: number, requestTimeout?: number) => DynamoDBClient;
let past: DynamoDBClient;
let fates: Fate[] = [];
let killed: string[] = [];
let username = '';

beforeAll(async () => {
  engines = await Promise.all([startEngine({ kind: 'embedded' }), startEngine({ kind: 'embedded' })]);
  const [engine, copy] = engines.map(({ endpoint }) => endpoint) as [string, string];
  past = clientOf(engine, 1);
  for (const client of [past, clientOf(copy, 1)]) await createTables(client, 'Duologue');

  proxy = startProxy({
    engine,
    replica: laggingReplica(upstreamAt(copy), LAG),
    fateOf: () => fates.shift() ?? pass,
    kill: (name) => killed.push(name),
  });
  const gate = await proxy.gate('process 1');
  through = (maxAttempts, requestTimeout) => clientOf(gate, maxAttempts, requestTimeout);
});
afterAll(async () => {
  await proxy?.stop();
  await Promise.all(engines.map((engine) => engine.stop()));
});
beforeEach(() => {
  username = `user-${Math.random()}`;
  killed = [];
  proxy.attempts.reset();
});

const clientOf = (endpoint: string, maxAttempts: number, requestTimeout = PATIENCE) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    retryStrategy: new ConfiguredRetryStrategy(maxAttempts, 0),
    requestHandler: { requestTimeout, throwOnRequestTimeout: true },
  });

const put = (client: DynamoDBClient) =>
  client.send(new PutItemCommand({ TableName, Item: { username: { S: username } } }));

const isThere = async (client: DynamoDBClient, ConsistentRead = true) =>
  (await client.send(new GetItemCommand({ TableName, Key: { username: { S: username } }, ConsistentRead }))).Item !==
  undefined;

const errorFate = (error: (typeof storeErrors)[number], executed: boolean): Fate => ({
  kind: 'fail',
  error,
  executed,
  checksum: true,
});

describe('a request that meets the fate', () => {
  it.each<[Fate['kind'], Fate, boolean, boolean]>([
    ['pass', pass, true, true],
    ['delay', { kind: 'delay', milliseconds: 50 }, true, true],
    ['drop-request', { kind: 'drop-request' }, false, false],
    ['drop-answer', { kind: 'drop-answer' }, false, true],
    ['cut-answer', { kind: 'cut-answer' }, false, true],
    ['hang', { kind: 'hang' }, false, false],
    ['hang-after', { kind: 'hang-after' }, false, true],
    ['fail', errorFate('internal', false), false, false],
    ['fail', errorFate('internal', true), false, true],
    ['kill', { kind: 'kill', when: 'before' }, false, false],
    ['kill', { kind: 'kill', when: 'after' }, false, true],
    ['kill', { kind: 'kill', when: 'answered' }, true, true],
  ])('%s %j is answered: %s; takes place: %s', async (kind, fate, isAnswered, takesPlace) => {
    fates = [fate];

    const answered = await put(through(1, isAnswered ? PATIENCE : IMPATIENCE)).then(
      () => true,
      () => false,
    );

    // What nobody waited for may still be on its way.
    while ((takesPlace && !(await isThere(past))) || (kind === 'kill' && killed.length === 0)) await sleep(5);
    expect([answered, await isThere(past)]).toEqual([isAnswered, takesPlace]);
    expect(killed).toEqual(kind === 'kill' ? ['process 1'] : []);
  });

  it('land-late takes place when nobody waits for it any more', async () => {
    fates = [{ kind: 'land-late', milliseconds: LAG }];

    await expect(put(through(1, IMPATIENCE))).rejects.toMatchObject({ name: 'TimeoutError' });

    expect(await isThere(past)).toBe(false);
    while (!(await isThere(past))) await sleep(50);
  });

  it.each(storeErrors)('fail with the error %s is tried again by the SDK, with one invocation id', async (error) => {
    fates = [errorFate(error, false)];

    await put(through(2));

    expect(proxy.attempts.counts()).toEqual({ attempts: 2, commands: 1, most: 2 });
  });
});

describe('a read of what was just written', () => {
  it('shows it when it is consistent, and only after the lag when it is not', async () => {
    await put(through(1));

    expect(await isThere(through(1), true)).toBe(true);
    expect(await isThere(through(1), false)).toBe(false);
    while (!(await isThere(through(1), false))) await sleep(50);
  });
});
