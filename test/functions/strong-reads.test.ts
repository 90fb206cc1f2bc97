import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type StoreProxy, startProxy } from '../faults/proxy.ts';
import { isInconsistentRead } from '../faults/store-call.ts';
import { aPair, aPassword, aText, aUsername, fetchPage, pageRoute, request, send } from '../support/api.ts';
import { engineEnvironment, messageIdsOf, storeMessages } from '../support/engine.ts';
import { type Product, startProduct } from '../support/product.ts';

let proxy: StoreProxy;
let product: Product;
/** The reads that may be answered from a copy that lags: no local engine would show it. */
let inconsistent: string[];

beforeAll(async () => {
  proxy = startProxy({
    engine: engineEnvironment().AWS_ENDPOINT_URL_DYNAMODB,
    fateOf: (call) => {
      if (isInconsistentRead(call)) inconsistent.push(`${call.operation} ${call.table}`);
      return { kind: 'pass' };
    },
  });
  product = await startProduct({ environment: engineEnvironment(await proxy.gate('the product')) });
});
beforeEach(() => {
  inconsistent = [];
});
afterAll(async () => {
  await product.stop();
  await proxy.stop();
});

type Asked = Parameters<typeof request>[1];

const ask = async (route: string, status: number, options: Asked) =>
  expect(await request(route, { ...options, baseUrl: product.url })).toMatchObject({ status });

describe('what is read eventually consistently', () => {
  it('is nothing that has been written a moment ago, on any route', async () => {
    const [alice, bob] = await aPair();
    const { id } = await send(bob, alice);
    const { token } = alice;
    const body = { sender: alice.username, recipient: bob.username, content: aText() };
    const { body: session } = await request('POST /sessions', {
      body: { username: alice.username, password: aPassword },
    });

    await ask('POST /users', 201, { body: { username: aUsername(), password: aPassword } });
    await ask('POST /sessions', 201, { body: { username: alice.username, password: aPassword } });
    await ask('POST /messages', 201, { token, body });
    for (const _ of ['first', 'again'])
      await ask('POST /messages', 201, { token, body, headers: { 'idempotency-key': 'k' } });
    await ask(pageRoute(alice, bob), 200, { token });
    await ask(pageRoute(alice, bob, { order: 'oldest', pageSize: 1 }), 200, { token });
    await ask(pageRoute(alice, bob, { after: id }), 200, { token });
    await ask(pageRoute(alice, bob, { cursor: id }), 200, { token });
    await ask('GET /conversations', 200, { token });
    await ask('PUT /receipts', 204, { token, body: { contact: bob.username, readUpTo: id } });
    await ask('DELETE /sessions?all=true', 204, { token: session.token });
    await ask('PUT /users/me/password', 204, {
      token: bob.token,
      body: { password: aPassword, newPassword: 'battery horse staple' },
    });
    await ask('DELETE /users/me', 204, { token: bob.token });

    expect(inconsistent).toEqual([]);
  });

  it('is the settled past of a conversation, and its bookmarks', async () => {
    const [alice, bob] = await aPair();
    const old = messageIdsOf({ count: 20, from: Date.now() - 3_600_000, step: 1000 });
    await storeMessages(alice, bob, old, aText());
    const { next } = await fetchPage(alice, bob, { pageSize: 5 });

    await ask(`GET ${next}`, 200, { token: alice.token });
    expect(new Set(inconsistent)).toEqual(new Set(['Query Messages']));

    await ask(pageRoute(alice, bob, { pageSize: 5, page: 3 }), 200, { token: alice.token });
    expect(new Set(inconsistent)).toEqual(new Set(['Query Messages', 'Query Bookmarks']));
  });
});
