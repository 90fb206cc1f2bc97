import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message } from '../../lib/messages/message.ts';
import { type StoreProxy, startProxy } from '../faults/proxy.ts';
import {
  aPair,
  aPassword,
  aPerson,
  aText,
  aUsername,
  type PageBody,
  type Person,
  pageRoute,
  request,
} from '../support/api.ts';
import { engineEnvironment, messageIdsOf, storeMessages } from '../support/engine.ts';
import { CLOCKS_APART, outside } from '../support/outside.ts';
import { type Product, startProduct } from '../support/product.ts';
import { windowThatLasts } from '../support/window-of-attempts.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const MINUTES_5 = 300 * SECOND;
const OFFSETS = [-3 * HOUR, -7 * SECOND, 0, 400 * 24 * HOUR];

const clockModule = fileURLToPath(new URL('../faults/clock.ts', import.meta.url));

/** The engine, which refuses what was signed 5 minutes off, as DynamoDB does. */
let store: StoreProxy;
/** A process of each clock. */
let products: Product[];

beforeAll(async () => {
  store = startProxy({
    engine: engineEnvironment().AWS_ENDPOINT_URL_DYNAMODB,
    fateOf: ({ signedAt }) =>
      Math.abs(signedAt - Date.now()) > MINUTES_5
        ? { kind: 'fail', error: 'expired', executed: false, checksum: true }
        : { kind: 'pass' },
  });
  products = await Promise.all(
    OFFSETS.map(async (offset) =>
      startProduct({
        environment: { ...engineEnvironment(await store.gate(`${offset}`)), CLOCK_OFFSET: `${offset}` },
        node: ['--import', clockModule],
      }),
    ),
  );
});
afterAll(async () => {
  await Promise.all(products.map((product) => product.stop()));
  await store.stop();
});

const urls = () => products.map(({ url }) => url);

const sendBy = (baseUrl: string, sender: Person, recipient: Person, key?: string) =>
  request('POST /messages', {
    baseUrl,
    token: sender.token,
    body: { sender: sender.username, recipient: recipient.username, content: aText() },
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });

const get = async (baseUrl: string, url: string, { token }: Person): Promise<PageBody> => {
  const { status, body } = await request(`GET ${url}`, { baseUrl, token });
  expect(status).toBe(200);
  return body;
};

const pageBy = (baseUrl: string, one: Person, other: Person, parameters?: Record<string, string | number>) =>
  get(baseUrl, pageRoute(one, other, parameters).replace('GET ', ''), one);

const idsOf = (messages: readonly Message[]) => messages.map(({ id }) => id);

describe('processes whose clocks are 3 hours slow, 7 s slow, right, and 400 days fast', () => {
  it('give messages the store’s time, each after the one before', async () => {
    const [alice, bob] = await aPair();
    const sent: Message[] = [];

    for (const url of [...urls(), ...urls().toReversed()]) {
      const start = Date.now();
      const { status, body } = await sendBy(url, alice, bob);
      expect(status).toBe(201);
      expect(outside(Date.parse(body.sentAt), start, Date.now())).toBeLessThan(CLOCKS_APART);
      sent.push(body);
    }

    expect(idsOf(sent)).toEqual(idsOf(sent).toSorted());
    for (const url of urls()) {
      expect((await pageBy(url, alice, bob, { order: 'oldest' })).messages).toEqual(sent);
    }
  });

  it('show each poll every message, and no more than the last 30 s again', async () => {
    const [alice, bob] = await aPair();
    const old = messageIdsOf({ count: 20, from: Date.now() - 600 * SECOND, step: SECOND });
    await storeMessages(alice, bob, old, aText());
    const polls = await Promise.all(urls().map(async (url) => (await pageBy(url, alice, bob)).poll ?? ''));

    const sent: Message[] = [];
    for (const url of urls()) sent.push((await sendBy(url, alice, bob)).body);

    for (const poll of polls) {
      for (const url of urls()) expect((await get(url, poll, alice)).messages).toEqual(sent);
    }
  });

  it('set bookmarks over nothing that is younger than 10 minutes', async () => {
    const [alice, bob] = await aPair();
    const young = messageIdsOf({ count: 130, from: Date.now() - 300 * SECOND, step: SECOND });
    const late = messageIdsOf({ count: 1, from: Date.now() - 250 * SECOND, step: SECOND });
    await storeMessages(alice, bob, young, aText());

    for (const url of urls()) await pageBy(url, alice, bob, { page: 2, total: 'true' });
    await storeMessages(alice, bob, late, aText());

    for (const url of urls()) {
      const { total } = await pageBy(url, alice, bob, { page: 3, total: 'true' });
      expect(total).toEqual({ messages: 131, pages: 3 });
      const shown = await Promise.all([1, 2, 3].map((page) => pageBy(url, alice, bob, { page, order: 'oldest' })));
      expect(idsOf(shown.flatMap(({ messages }) => messages))).toEqual([...young, ...late].toSorted());
    }
  });

  it('make one message of one key', async () => {
    const [alice, bob] = await aPair();

    const answers = [];
    for (const url of urls()) answers.push(await sendBy(url, alice, bob, 'a key'));

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('answer 409 for a taken name, 429 once too many log-ins have failed, and 201 to twins', async () => {
    const [alice, bob] = await aPair();
    const taken = { username: alice.username, password: aPassword };
    const guess = { username: aUsername(), password: 'a wrong password' };

    for (const url of urls()) {
      const [conflict, ...twins] = await Promise.all([
        request('POST /users', { body: taken, baseUrl: url }),
        ...Array.from({ length: 3 }, () => sendBy(url, alice, bob, `twins at ${url}`)),
      ]);
      expect([conflict?.status, ...twins.map(({ status }) => status)]).toEqual([409, 201, 201, 201]);

      await windowThatLasts();
      const username = aUsername();
      const guesses = [];
      for (let count = 0; count < 11; count++) {
        guesses.push(await request('POST /sessions', { body: { ...guess, username }, baseUrl: url }));
      }
      expect(guesses.at(-1)?.status).toBe(429);
    }
  });

  it('open sessions that last for seven days', async () => {
    const { username } = await aPerson();

    for (const url of urls()) {
      const start = Date.now();
      const { body } = await request('POST /sessions', { body: { username, password: aPassword }, baseUrl: url });
      const createdAt = Date.parse(body.expiresAt) - 7 * 24 * HOUR;
      expect(outside(createdAt, start, Date.now())).toBeLessThan(CLOCKS_APART);
      expect((await request('DELETE /sessions', { token: body.token, baseUrl: url })).status).toBe(204);
    }
  });

  it('say so once each in their logs, but for those that are right', () => {
    const lines = products.map(({ output }) =>
      output()
        .split('\n')
        .filter((line) => line.includes('"correctedBy"')),
    );

    expect(lines.map(({ length }) => length)).toEqual([1, 1, 0, 1]);
  });
});
