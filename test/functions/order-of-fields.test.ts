import { createServer, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kind } from '../../lib/messages/content/kind.ts';
import { kinds } from '../../lib/messages/content/kinds.ts';
import { aPerson, type Person } from '../support/api.ts';
import { engineEnvironment } from '../support/engine.ts';
import { endServer, listen } from '../support/listen.ts';
import { type Product, startProduct } from '../support/product.ts';

let engine: Server;
let product: Product;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  engine = anEngineThatShuffles();
  product = await startProduct({ environment: engineEnvironment(await listen(engine)) });
  [alice, bob] = await Promise.all([aPerson(undefined, product.url), aPerson(undefined, product.url)]);
});

afterAll(async () => {
  await product?.stop();
  await endServer(engine);
});

describe('on an engine that gives attributes in any order', () => {
  it.each(kinds as readonly Kind[])(
    'a replay of $example is equal to the byte, and so is its place in a page',
    async ({ example }) => {
      const headers = { 'idempotency-key': JSON.stringify(example) };
      const body = JSON.stringify({ sender: alice.username, recipient: bob.username, content: example });

      const sent = await ask('POST /messages', headers, body);
      const replays = await Promise.all([1, 2, 3].map(() => ask('POST /messages', headers, body)));
      const page = await ask(`GET /messages?userA=${alice.username}&userB=${bob.username}&pageSize=1`);

      expect(sent).toMatch(/^{"id":"\w{26}","sender":"\w+","recipient":"\w+","sentAt":"[^"]+","content":{"type":/);
      expect(replays).toEqual([sent, sent, sent]);
      expect(page).toContain(`{"messages":[${sent}],`);
    },
  );
});

/** The text of an answer. */
async function ask(route: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(`${product.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${alice.token}`, ...headers },
    ...(body !== undefined && { body }),
  });
  return response.text();
}

/** Hands everything on to the test run's engine, and turns the attributes of what comes back by one more each time. */
function anEngineThatShuffles(): Server {
  let turn = 0;
  const server = createServer(async (request, response) => {
    const sent = Object.entries(request.headers).filter(([name]) => /^(x-amz|authorization|content-type)/.test(name));
    const answer = await fetch(String(process.env.ENGINE_URL), {
      method: 'POST',
      headers: sent as [string, string][],
      body: await buffer(request),
    });
    const headers = [...answer.headers].filter(([name]) => /^(content-type|date|x-amzn)/.test(name));
    const shuffled = JSON.parse(await answer.text(), (_, value) => turned(value));
    response.writeHead(answer.status, headers.flat()).end(JSON.stringify(shuffled));
  });

  function turned(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value);
    const by = ++turn % (entries.length || 1);
    return Object.fromEntries([...entries.slice(by), ...entries.slice(0, by)].reverse());
  }

  return server;
}
