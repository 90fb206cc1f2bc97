import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connectToDynamodb, type Dynamodb } from '../../../lib/dynamodb/client.ts';
import { putIf, tookPlace } from '../../../lib/dynamodb/conditional.ts';
import { type Fate, held } from '../../faults/fate.ts';
import { type StoreProxy, startProxy } from '../../faults/proxy.ts';
import { engine, engineEnvironment, productTable } from '../../support/engine.ts';
import { quiet } from '../../support/quiet.ts';

const HOUR = 3_600_000;

let proxy: StoreProxy;
let dynamodb: Dynamodb;
/** What becomes of the requests to come, one after the other; then nothing does. */
let fates: Fate[];
/** By how much the store's time differs from this process's. */
let storeAhead: number;
let username: string;

quiet(); // each correction of a clock has a line in the log

beforeAll(async () => {
  proxy = startProxy({
    engine: engineEnvironment().AWS_ENDPOINT_URL_DYNAMODB,
    fateOf: () => fates.shift() ?? { kind: 'pass' },
    storeTime: () => Date.now() + storeAhead,
  });
  Object.assign(process.env, engineEnvironment());
  dynamodb = connectToDynamodb(process.env, { endpoint: await proxy.gate('this process') });
});
beforeEach(() => {
  fates = [];
  storeAhead = 0;
  username = `u${randomUUID()}`;
});
afterAll(async () => {
  dynamodb.client.destroy();
  await proxy.stop();
});

const put = (value: string) =>
  putIf(dynamodb, {
    table: 'Users',
    item: { username, passwordHash: value },
    condition: 'attribute_not_exists(username)',
  });

const change = (from: string, value: string) =>
  putIf(dynamodb, {
    table: 'Users',
    item: { username, passwordHash: value },
    condition: 'passwordHash = :from',
    values: { ':from': from },
  });

async function stored(): Promise<Record<string, unknown> | undefined> {
  const { Item } = await engine().send(new GetCommand({ TableName: productTable('Users'), Key: { username } }));
  return Item;
}

/** Lets the first attempt of the next put be held, and gives what lets it land. */
function holdOne(): () => Promise<void> {
  const { fate, letGo } = held();
  fates = [fate];
  return letGo;
}

describe('a conditional put', () => {
  it('tells whether it took place', async () => {
    expect(await put('one')).toBe(true);
    expect(await put('another')).toBe(false);
    expect(await stored()).toMatchObject({ passwordHash: 'one' });
  });

  it.each(['drop-answer', 'cut-answer'] as const)('that meets its own first attempt (%s) took place', async (kind) => {
    fates = [{ kind }];
    expect(await put('one')).toBe(true);

    fates = [{ kind }];
    expect(await change('one', 'two')).toBe(true);
    expect(await stored()).toMatchObject({ passwordHash: 'two' });
  });

  it('fails that was held back, and lands once the item has changed', async () => {
    const letGo = holdOne();
    expect(await put('one')).toBe(true);
    expect(await change('one', 'two')).toBe(true);

    await letGo();

    expect(await stored()).toMatchObject({ passwordHash: 'two' });
  });

  it('has a nonce that no other has', async () => {
    await put('one');
    const first = await stored();
    await change('one', 'two');
    const second = await stored();

    expect(first?.nonce).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.nonce).not.toBe(first?.nonce);
  });

  it.each([-HOUR, HOUR])('that fails is tried once, and has failed, where this clock is %d ms off', async (ahead) => {
    await put('one');
    storeAhead = ahead;
    proxy.attempts.reset();

    expect(await put('another')).toBe(false);
    expect(await change('nothing', 'two')).toBe(false);

    expect(proxy.attempts.counts()).toMatchObject({ most: 1 });
  });
});

describe('a conditional write', () => {
  it('throws what is no failed condition', async () => {
    const wrong = new PutCommand({ TableName: productTable('Users'), Item: {} });

    await expect(tookPlace(dynamodb.send(wrong))).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
