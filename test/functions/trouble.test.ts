import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPassword, aPerson, aText, type Person, request, requestOnce } from '../support/api.ts';
import { type Product, startProduct } from '../support/product.ts';
import { cutConnection, fail, hang, say, talkNonsense, troubledStore } from '../support/troubled-store.ts';

let store: Awaited<ReturnType<typeof troubledStore>>;
let product: Product;
let alice: Person;

beforeAll(async () => {
  alice = await aPerson();
  store = await troubledStore(process.env.ENGINE_URL ?? '');
  product = await startProduct({ environment: { AWS_ENDPOINT_URL_DYNAMODB: store.url } });
});
afterAll(async () => {
  await product.stop();
  store.stop();
});

const requests = [
  ['POST /users', { username: 'alice', password: aPassword }],
  ['POST /sessions', { username: 'alice', password: aPassword }],
  ['DELETE /sessions', undefined],
  ['POST /messages', () => ({ sender: alice.username, recipient: 'bob', content: aText('between the two of us') })],
  ['GET /messages?userA=alice&userB=bob', undefined],
  ['GET /messages?userA=alice&userB=bob&page=7', undefined],
] as const;

const call = ([route, body]: (typeof requests)[number], make = request) =>
  make(route, { baseUrl: product.url, token: alice.token, body: typeof body === 'function' ? body() : body });

const logLine = (requestId: string) =>
  product
    .output()
    .split('\n')
    .find((line) => line.includes(requestId)) ?? '';

/** How many milliseconds the product takes for a request that needs no store: longest while others are under way. */
async function timeForNothing(isOver: () => boolean): Promise<number> {
  let longest = 0;
  while (!isOver()) {
    const start = performance.now();
    await requestOnce('GET /conversations', { baseUrl: product.url });
    longest = Math.max(longest, performance.now() - start);
    await sleep(100);
  }
  return longest;
}

describe('a request while the store', () => {
  it('hangs is answered within 5 s by 503 with Retry-After', async () => {
    store.now(hang);
    const start = performance.now();
    let isOver = false;

    const answering = Promise.all(
      requests.map(async (request) => ({
        ...(await call(request, requestOnce)),
        milliseconds: performance.now() - start,
      })),
    ).finally(() => {
      isOver = true;
    });
    const [answers, machine] = await Promise.all([answering, timeForNothing(() => isOver)]);

    for (const { status, headers, body, milliseconds } of answers) {
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
      expect(milliseconds).toBeLessThan(5000 + 5 * machine);
    }
  });

  it.each([
    ['answers 500', fail(500, 'InternalServerError'), 503, 'unavailable'],
    ['answers 503', fail(503, 'ServiceUnavailable'), 503, 'unavailable'],
    ['throttles', fail(400, 'ThrottlingException'), 503, 'unavailable'],
    ['throttles a table', fail(400, 'ProvisionedThroughputExceededException'), 503, 'unavailable'],
    ['cuts connections', cutConnection, 503, 'unavailable'],
    ['answers in another protocol', talkNonsense, 503, 'unavailable'],
    ['answers with nothing', say(200, ''), 503, 'unavailable'],
    ['answers with a page for people', say(200, '<h1>Welcome</h1>'), 503, 'unavailable'],
    ['breaks off its answers', say(200, '{"Items": ['), 503, 'unavailable'],
    ['answers with JSON that says nothing', say(200, 'null'), 503, 'unavailable'],
    ['refuses with a page for people', say(403, '<h1>Forbidden</h1>'), 503, 'unavailable'],
    ['refuses as something that is no DynamoDB', say(403, '{"message": "a secret of the store"}'), 503, 'unavailable'],
    ['refuses as wrong what we ask', fail(400, 'ValidationException'), 500, 'internal'],
    ['lacks a table', fail(400, 'ResourceNotFoundException'), 500, 'internal'],
  ])('%s tells the caller nothing but the request id, which finds the log line', async (_, trouble, status, code) => {
    store.now(trouble);
    // On a busy machine the store may also be too slow.
    const ask: typeof request = (route, options) => request(route, { ...options, isRepeatable: status !== 503 });

    for (const { headers, body, status: answered } of await Promise.all(requests.map((one) => call(one, ask)))) {
      expect([answered, body.code]).toEqual([status, code]);
      expect(JSON.stringify(body)).not.toMatch(/secret|Exception|dynamo|at .*\.ts/i);
      expect(headers.has('retry-after')).toBe(status === 503);
      expect(JSON.parse(logLine(body.instance))).toMatchObject({ level: 'ERROR', code, requestId: body.instance });
    }
  });

  it('is in trouble logs no password, no token and no text', () => {
    for (const secret of [aPassword, alice.token, 'between the two of us']) {
      expect(product.output()).not.toContain(secret);
    }
  });

  it('has recovered is answered again at once', async () => {
    store.now(undefined);

    const { status } = await request('POST /messages', {
      baseUrl: product.url,
      token: alice.token,
      body: { sender: alice.username, recipient: alice.username, content: aText() },
    });

    expect(status).toBe(201);
  });
});
