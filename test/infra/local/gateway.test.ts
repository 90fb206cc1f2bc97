import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { aRequest, jsonOf, sendRaw } from './support/raw.ts';
import { echo, lines, post, returning, serve } from './support/serve.ts';

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
    'BREW /messages',
    'get /messages',
    'GET http://chat.example',
    'GET ftp://chat.example/messages',
  ])('is 404 for %s', async (start) => {
    const url = await serve(echo);

    const answer = await sendRaw(url, aRequest(start, 'Host: a'));

    expect(answer).toMatch(/^HTTP\/1.1 404 Not Found\r\n/);
    expect(answer).toMatch(/\r\ncontent-type: application\/json\r\n/);
    expect(answer).toMatch(/\r\napigw-requestid: /);
    if (!start.startsWith('HEAD')) expect(jsonOf(answer)).toEqual({ message: 'Not Found' });
  });

  it.each([
    ['a path', aRequest('GET /nothing', 'Host: a')],
    ['a method', aRequest('BREW /messages', 'Host: a')],
    ['a preflight', aRequest('OPTIONS /messages', 'Host: a', 'Origin: https://b')],
    ['a page', aRequest('GET /docs', 'Host: a')],
    ['a long header', aRequest('GET /messages', 'Host: a', `X: ${'x'.repeat(11_000)}`)],
    ['no HTTP', 'hello\r\n\r\n'],
  ])('has the headers that every answer has, as for %s', async (_what, request) => {
    const url = await serve(echo, {
      pages: new Map([['/docs', () => ({ status: 200, headers: {}, body: Buffer.from('Docs') })]]),
    });

    const answer = await sendRaw(url, request);

    expect(answer).toContain('\r\ncache-control: no-store\r\n');
    expect(answer).toContain('\r\nx-content-type-options: nosniff\r\n');
  });

  it('is 404 for an unknown path also when a body comes with it, and the connection stays good', async () => {
    const url = await serve(echo);

    const first = await fetch(`${url}/nothing`, { method: 'POST', body: 'x'.repeat(1_000_000) });
    const second = await fetch(`${url}/messages`);

    expect([first.status, second.status]).toEqual([404, 200]);
  });

  const small = 'GET /messages HTTP/1.1'.length + 'closea'.length;

  it.each([
    [200, 'X-Filler', 10_240 - small],
    [431, 'X-Filler', 10_241 - small],
    [431, 'X-Filler', 20_000],
    [200, 'X'.repeat(3000), 10_240 - small],
  ])('is %i for a request line and header values of that size: %.8s, %i bytes', async (status, name, size) => {
    const url = await serve(echo);

    const answer = await sendRaw(url, aRequest('GET /messages', 'Host: a', `${name}: ${'x'.repeat(size)}`));

    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    if (status === 431) expect(jsonOf(answer)).toEqual({ message: 'Request Header Fields Too Large' });
  });

  it.each([
    ['two hosts', aRequest('GET /messages', 'Host: a', 'host: a')],
    ['no host', aRequest('GET /messages')],
    ['no HTTP', 'hello\r\n\r\n'],
    ['a header without a name', aRequest('GET /messages', 'Host: a', ': b')],
    ['two lengths', aRequest('POST /users', 'Host: a', 'Content-Length: 1', 'Content-Length: 2')],
    ['a chunk that is none', `${aRequest('POST /users', 'Host: a', 'Transfer-Encoding: chunked')}z\r\n`],
    ['a tunnel', 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n'],
  ])('is 400 for a request with %s', async (_what, request) => {
    const url = await serve(echo);

    const answer = await sendRaw(url, request);

    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/\r\napigw-requestid: \S+\r\n/);
    expect(jsonOf(answer)).toEqual({ message: 'Bad Request' });
  });

  it('is 413, in the words of any other, for a body whose chunks have endless extensions', async () => {
    const url = await serve(echo);
    const start = aRequest('POST /users', 'Host: a', 'Transfer-Encoding: chunked');

    const answer = await sendRaw(url, start, `1;${'x'.repeat(20_000)}`);

    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(jsonOf(answer)).toEqual({ message: 'Request Entity Too Large' });
  });

  it('is nothing for a request of HTTP/1.0 that names no host', async () => {
    const url = await serve(echo);

    expect(await sendRaw(url, 'GET /messages HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  });

  it('is 417 for an expectation that nobody can meet', async () => {
    const url = await serve(echo);

    const answer = await sendRaw(url, aRequest('GET /messages', 'Host: a', 'Expect: tea'));

    expect(answer).toMatch(/^HTTP\/1.1 417 Expectation Failed\r\n/);
    expect(jsonOf(answer)).toEqual({ message: 'Expectation Failed' });
  });

  it.each([
    ['hello', 'hello\r\n\r\n'],
    ['an expectation', aRequest('GET /messages', 'Host: a', 'Origin: https://b', 'Expect: tea')],
    ['two hosts', aRequest('GET /messages', 'Host: a', 'Host: b', 'Origin: https://b')],
    ['a long header', aRequest('GET /messages', 'Host: a', 'Origin: https://b', `X: ${'x'.repeat(11_000)}`)],
    ['a longer header', aRequest('GET /messages', 'Host: a', 'Origin: https://b', `X: ${'x'.repeat(20_000)}`)],
  ])('may be read by a page of another origin, as for %s', async (_what, request) => {
    const url = await serve(echo);

    expect(await sendRaw(url, request)).toContain('\r\naccess-control-allow-origin: *\r\n');
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

describe('a server that has too much to do', () => {
  it('refuses what has waited too long as the product would, with a line in the log, and lets another function go on', async () => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<unknown>();
    const handler = ({ routeKey }: { routeKey: string }) => {
      if (routeKey !== 'POST /messages') return echo({});
      begun.resolve();
      return end.promise;
    };
    const url = await serve(handler, { concurrency: { users: 1, 'send-message': 1, 'fetch-messages': 1 } });
    const headers = { origin: 'https://chat.example' };
    const stuck = fetch(`${url}/messages`, { method: 'POST' });
    await begun.promise;

    const refused = fetch(`${url}/messages`, { method: 'POST', headers });
    const read = await fetch(`${url}/messages`);

    expect(read.status).toBe(200);
    const response = await refused;
    expect(response.status).toBe(503);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '1',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
    });
    expect(await response.json()).toEqual({
      type: expect.stringMatching(/#unavailable$/),
      title: 'Unavailable',
      status: 503,
      code: 'unavailable',
      detail: 'The server has too much to do. Try again in a moment.',
      instance: response.headers.get('apigw-requestid'),
    });
    expect(lines).toContain(`send-message is too busy for request ${response.headers.get('apigw-requestid')}`);
    end.resolve({ statusCode: 201 });
    expect((await stuck).status).toBe(201);
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
