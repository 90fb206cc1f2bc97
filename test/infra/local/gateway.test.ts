import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { gateway } from '../../../infra/local/gateway.ts';
import type { Handler } from '../../../infra/local/invoke.ts';
import { cors } from '../../../lib/http/cors.ts';
import { routes } from '../../../lib/routes.ts';
import { aRequest, jsonOf, sendRaw } from './support/raw.ts';

let server: Server | undefined;
let lines: string[] = [];

/** A gateway on a free port whose functions are all this one. */
async function serve(handler: unknown, options: { functionTimeout?: number } = {}): Promise<string> {
  const users = handler as Handler;
  lines = [];
  server = gateway({
    routes,
    handlers: { users, 'send-message': users, 'fetch-messages': users },
    cors,
    log: (line) => lines.push(line),
    ...options,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = undefined;
});

const echo = async (event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) });
const returning = (result: unknown) => async () => result;
const never = () => new Promise(() => {});

const post = (url: string, contentType: string, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(`${url}/users`, { method: 'POST', headers: { 'content-type': contentType }, body });

// biome-ignore lint/suspicious/noExplicitAny: the assertions of a test are the check of its answer
const jsonIn = async (response: Response): Promise<any> => response.json();

describe('the event of a request', () => {
  it('is in payload format 2.0', async () => {
    const url = await serve(echo);

    const event = await jsonIn(await fetch(`${url}/messages?userA=alice`, { headers: { 'user-agent': 'a-client/1' } }));

    expect(event).toEqual({
      version: '2.0',
      routeKey: 'GET /messages',
      rawPath: '/messages',
      rawQueryString: 'userA=alice',
      headers: expect.objectContaining({ host: new URL(url).host, 'user-agent': 'a-client/1' }),
      queryStringParameters: { userA: 'alice' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: '127.0.0.1',
        domainPrefix: '127',
        http: {
          method: 'GET',
          path: '/messages',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'a-client/1',
        },
        requestId: expect.stringMatching(/^[\w+/]{15}=$/),
        routeKey: 'GET /messages',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      isBase64Encoded: false,
    });
  });

  it('tells the time of the request twice, the same', async () => {
    const url = await serve(echo);

    const { time, timeEpoch } = (await jsonIn(await fetch(`${url}/messages`))).requestContext;

    expect(Date.parse(time.replace(/\/(\w+)\/(\d+):/, ' $1 $2 '))).toBe(Math.floor(timeEpoch / 1000) * 1000);
    expect(Math.abs(Date.now() - timeEpoch)).toBeLessThan(5000);
  });

  it('has each header once, in lower case, with the values in the order sent', async () => {
    const url = await serve(echo);
    const request = aRequest('GET /messages', 'Host: a.example', 'X-Two: 1', 'Accept: a', 'x-two: 2, 3', 'Accept: b');

    const { headers } = jsonOf(await sendRaw(url, request));

    expect(headers).toEqual({ connection: 'close', host: 'a.example', 'x-two': '1,2, 3', accept: 'a,b' });
  });

  it('joins even those headers of which Node keeps only the first', async () => {
    const url = await serve(echo);
    const request = aRequest('GET /messages', 'Host: a', 'Authorization: Bearer 1', 'Authorization: Bearer 2');

    const { headers } = jsonOf(await sendRaw(url, request));

    expect(headers.authorization).toBe('Bearer 1,Bearer 2');
  });

  it('has the cookies in a list of their own', async () => {
    const url = await serve(echo);

    const event = jsonOf(await sendRaw(url, aRequest('GET /messages', 'Host: a', 'Cookie: a=1; b=2', 'cookie: c=3;')));

    expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3']);
    expect(event.headers).not.toHaveProperty('cookie');
  });

  it('has the query string as it was sent, and its parameters decoded', async () => {
    const url = await serve(echo);
    const query = 'a=%C3%A9+%26&b=1&b=2&c&%64=x%2Cy&a=%3D?';

    const event = jsonOf(await sendRaw(url, aRequest(`GET /messages?${query}`, 'Host: a')));

    expect(event.rawQueryString).toBe(query);
    expect(event.queryStringParameters).toEqual({ a: 'é &,=?', b: '1,2', c: '', d: 'x,y' });
  });

  it.each(['/messages', '/messages?'])('has no query parameters for %s', async (target) => {
    const url = await serve(echo);

    const event = jsonOf(await sendRaw(url, aRequest(`GET ${target}`, 'Host: a')));

    expect(event.rawQueryString).toBe('');
    expect(event).not.toHaveProperty('queryStringParameters');
  });

  it.each(['a=%', 'a=%zz', 'a=%ff', '%=%', '__proto__=1', '&&=&'])('survives the query string %s', async (query) => {
    const url = await serve(echo);

    const event = jsonOf(await sendRaw(url, aRequest(`GET /messages?${query}`, 'Host: a')));

    expect(event.rawQueryString).toBe(query);
  });

  it('has no body where none was sent', async () => {
    const url = await serve(echo);

    const event = await jsonIn(await fetch(`${url}/users`, { method: 'POST' }));

    expect(event).not.toHaveProperty('body');
    expect(event.isBase64Encoded).toBe(false);
  });

  it.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'text/plain',
    'application/xml',
    'application/javascript',
  ])('has a body of type %s as text', async (type) => {
    const url = await serve(echo);

    const event = await jsonIn(await post(url, type, '\uFEFF{"text":"שלום 👋"}'));

    expect(event.body).toBe('\uFEFF{"text":"שלום 👋"}');
    expect(event.isBase64Encoded).toBe(false);
  });

  it.each([
    'application/octet-stream',
    'application/problem+json',
    'application/x-www-form-urlencoded',
    'image/png',
    'json',
  ])('has a body of type %s in base64', async (type) => {
    const url = await serve(echo);

    const event = await jsonIn(await post(url, type, 'a body'));

    expect(event.body).toBe(btoa('a body'));
    expect(event.isBase64Encoded).toBe(true);
  });

  it('has a body without a type in base64', async () => {
    const url = await serve(echo);

    const event = jsonOf(await sendRaw(url, aRequest('POST /users', 'Host: a', 'Content-Length: 2'), '{}'));

    expect(event).toMatchObject({ body: btoa('{}'), isBase64Encoded: true });
  });

  it('has JSON that is not valid UTF-8 undamaged, in base64', async () => {
    const url = await serve(echo);
    const bytes = Uint8Array.from([0x22, 0xff, 0xc3, 0x22]);

    const event = await jsonIn(await post(url, 'application/json', bytes));

    expect(event.isBase64Encoded).toBe(true);
    expect(Buffer.from(event.body, 'base64')).toEqual(Buffer.from(bytes));
  });

  it('has a body that came in chunks in one piece', async () => {
    const url = await serve(echo);
    const start = aRequest('POST /users', 'Host: a', 'Transfer-Encoding: chunked', 'Content-Type: application/json');

    const event = jsonOf(await sendRaw(url, start, '3\r\n"ab\r\n', '3\r\ncd"\r\n0\r\n\r\n'));

    expect(event.body).toBe('"abcd"');
  });
});

describe('the context of a call', () => {
  it('names the function and counts down its time', async () => {
    const url = await serve(async (_event: unknown, context: { getRemainingTimeInMillis(): number }) => ({
      ...context,
      remaining: context.getRemainingTimeInMillis(),
    }));

    const context = await jsonIn(await fetch(`${url}/messages`));

    expect(context).toMatchObject({
      functionName: 'fetch-messages',
      functionVersion: '$LATEST',
      awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(context.remaining).toBeGreaterThan(9000);
    expect(context.remaining).toBeLessThanOrEqual(10_000);
  });
});

describe('the answer', () => {
  it('has the status, headers, cookies and body that the function returned', async () => {
    const url = await serve(
      returning({
        statusCode: 201,
        headers: { 'X-Text': 'a', 'x-number': 1, 'x-boolean': true, 'Content-Type': 'text/plain' },
        cookies: ['a=1; HttpOnly', 'b=2'],
        body: 'žluťoučký',
      }),
    );

    const response = await fetch(`${url}/users`, { method: 'POST' });

    expect(response.status).toBe(201);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-text': 'a',
      'x-number': '1',
      'x-boolean': 'true',
      'content-type': 'text/plain',
      'content-length': String(Buffer.byteLength('žluťoučký')),
    });
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    expect(await response.text()).toBe('žluťoučký');
  });

  it('has a set-cookie header after the cookies', async () => {
    const url = await serve(returning({ statusCode: 200, headers: { 'Set-Cookie': 'c=3' }, cookies: ['a=1', 'b=2'] }));

    const response = await fetch(`${url}/messages`);

    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2', 'c=3']);
  });

  it('has the bytes of a body in base64', async () => {
    const bytes = Buffer.from([0, 255, 1, 254]);
    const url = await serve(returning({ statusCode: 200, body: bytes.toString('base64'), isBase64Encoded: true }));

    const response = await fetch(`${url}/messages`);

    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it('has no body, and no length of one, for 204', async () => {
    const url = await serve(returning({ statusCode: 204, headers: { 'cache-control': 'no-store' } }));

    const answer = await sendRaw(url, aRequest('DELETE /sessions', 'Host: a'));

    expect(answer).toMatch(/^HTTP\/1.1 204 No Content\r\n/);
    expect(answer).not.toMatch(/content-length|transfer-encoding/i);
  });

  it.each([
    ['an object', { a: 1 }, '{"a":1}'],
    ['a text', 'Hello', 'Hello'],
    ['a list', [1, 2], '[1,2]'],
    ['nothing', undefined, 'null'],
  ])('is 200 with what was returned where that is %s without a status', async (_what, result, body) => {
    const url = await serve(returning(result));

    const response = await fetch(`${url}/messages`);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe(body);
  });

  it('has the id of the request, the one that the function was given', async () => {
    const url = await serve(echo);

    const response = await fetch(`${url}/messages`);

    const { requestContext } = await jsonIn(response);
    expect(response.headers.get('apigw-requestid')).toBe(requestContext.requestId);
  });

  it.each([
    ['a status that is no status', { statusCode: 42 }],
    ['a status in words', { statusCode: 'OK' }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['headers that are no object', { statusCode: 200, headers: ['a'] }],
    ['a header without a value', { statusCode: 200, headers: { a: null } }],
    ['a header with a line break', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
    ['a header with a space in its name', { statusCode: 200, headers: { 'a b': 'c' } }],
    ['cookies that are no list', { statusCode: 200, cookies: 'a=1' }],
    ['what JSON cannot say', { statusCode: 200, body: 1n }],
    ['more than Lambda takes', { statusCode: 200, body: 'x'.repeat(6_291_556) }],
  ])('is 500 for %s, with one log line', async (_what, result) => {
    const url = await serve(returning(result));

    const response = await fetch(`${url}/messages`);

    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message":"Internal Server Error"}');
    expect(lines).toEqual([
      expect.stringMatching(/^fetch-messages failed, request \S+=: .*Error.*$/),
      expect.stringMatching(/^GET \/messages 500 \d+ ms$/),
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('a bug\nin two lines');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('a bug\nin two lines');
      },
    ],
    ['rejects with no error', () => Promise.reject('a bug in two lines')],
  ])('is 500 where the function %s, with one log line', async (_how, handler) => {
    const url = await serve(handler);

    const response = await fetch(`${url}/messages`);

    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message":"Internal Server Error"}');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^fetch-messages failed, request \S+=: .*a bug in two lines.*$/);
  });

  it('is 503 where the function takes too long', async () => {
    const url = await serve(never, { functionTimeout: 50 });

    const response = await fetch(`${url}/messages`);

    expect(response.status).toBe(503);
    expect(await response.text()).toBe('{"message":"Service Unavailable"}');
    expect(lines[0]).toMatch(/^fetch-messages failed, request \S+=: FunctionTimedOut: no result within 50 ms/);
  });

  it('outlives a function that fails only after its time', async () => {
    const late = async () => {
      await sleep(60);
      throw new Error('too late');
    };
    const url = await serve(late, { functionTimeout: 20 });

    const responses = [await fetch(`${url}/messages`), await sleep(80).then(() => fetch(`${url}/messages`))];

    expect(responses.map(({ status }) => status)).toEqual([503, 503]);
  });
});

describe('what the gateway answers by itself', () => {
  it.each([
    'GET /',
    'GET /nothing',
    'GET /users',
    'PUT /messages',
    'PATCH /users',
    'GET /messages/',
    'GET /Messages',
    'GET //messages',
    'GET /%6dessages',
    'GET /messages%3Fa',
    'HEAD /messages',
  ])('is 404 for %s', async (start) => {
    const url = await serve(echo);

    const answer = await sendRaw(url, aRequest(start, 'Host: a'));

    expect(answer).toMatch(/^HTTP\/1.1 404 Not Found\r\ncontent-type: application\/json\r\napigw-requestid: /);
    if (!start.startsWith('HEAD')) expect(jsonOf(answer)).toEqual({ message: 'Not Found' });
  });

  it('is 404 for an unknown path also when a body comes with it, and the connection stays good', async () => {
    const url = await serve(echo);

    const first = await fetch(`${url}/nothing`, { method: 'POST', body: 'x'.repeat(1_000_000) });
    const second = await fetch(`${url}/messages`);

    expect([first.status, second.status]).toEqual([404, 200]);
  });

  it('is nothing for a body of 10 MB', async () => {
    const url = await serve(async ({ body }: { body: string }) => ({ size: body.length }));

    const response = await post(url, 'text/plain', 'x'.repeat(10 * 1024 * 1024));

    expect(await response.json()).toEqual({ size: 10 * 1024 * 1024 });
  });

  it('is 413 for a larger one', async () => {
    const url = await serve(echo);

    const response = await post(url, 'text/plain', 'x'.repeat(10 * 1024 * 1024 + 1));

    expect(response.status).toBe(413);
    expect(await response.text()).toBe('{"message":"Request Entity Too Large"}');
  });

  it('is nothing for a caller who goes away in the middle of a body, and the next one is served', async () => {
    const url = await serve(echo);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(aRequest('POST /users', 'Host: a', 'Content-Length: 100').replace('Connection: close\r\n', ''));
    socket.write('{"username":');
    await sleep(50);

    socket.destroy();
    const response = await fetch(`${url}/messages`);

    expect(response.status).toBe(200);
    expect(lines.filter((line) => line.startsWith('POST'))).toEqual([
      expect.stringMatching(/^POST \/users broken off: .*aborted/),
    ]);
  });
});

describe('CORS', () => {
  const origin = 'https://chat.example';

  it.each(['/messages', '/nothing'])('answers a preflight for %s without asking a function', async (path) => {
    const url = await serve(never);

    const response = await fetch(url + path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });

    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST,DELETE,GET',
      'access-control-allow-headers': 'Authorization,Content-Type,Idempotency-Key',
      'access-control-expose-headers': 'Link,Retry-After,Idempotent-Replayed',
    });
    expect(await response.text()).toBe('');
  });

  it.each([
    ['a function', '/messages', 200],
    ['the gateway', '/nothing', 404],
  ])('lets a page from another origin read an answer of %s', async (_whose, path, status) => {
    const url = await serve(echo);

    const response = await fetch(url + path, { headers: { origin } });

    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toBe('Link,Retry-After,Idempotent-Replayed');
  });

  it.each(['GET', 'OPTIONS'])('says nothing to a %s request without an origin', async (method) => {
    const url = await serve(echo);

    const response = await fetch(`${url}/messages`, { method });

    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it.each([{}, { origin }])('replaces what a function says of it, for a request with %j', async (headers) => {
    const url = await serve(
      returning({
        statusCode: 200,
        headers: { 'Access-Control-Allow-Origin': 'https://other.example', 'access-control-max-age': '5' },
      }),
    );

    const response = await fetch(`${url}/messages`, { headers });

    expect(response.headers.get('access-control-allow-origin')).toBe('origin' in headers ? '*' : null);
    expect(response.headers.has('access-control-max-age')).toBe(false);
  });
});

describe('the request log', () => {
  it('is one line per request, without its query string, body or token', async () => {
    const url = await serve(returning({ statusCode: 201 }));

    await fetch(`${url}/users?secret=1`, {
      method: 'POST',
      body: 'secret',
      headers: { authorization: 'Bearer secret' },
    });

    expect(lines).toEqual([expect.stringMatching(/^POST \/users 201 \d+ ms$/)]);
  });
});
