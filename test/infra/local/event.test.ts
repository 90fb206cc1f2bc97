import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { toEvent } from '../../../infra/local/event.ts';
import { aRequest, jsonOf, sendRaw } from './support/raw.ts';
import { echo, jsonIn, post, serve } from './support/serve.ts';

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

  it('has the path and query of an absolute URL, as a proxy is sent one', async () => {
    const url = await serve(echo);

    const event = jsonOf(await sendRaw(url, aRequest('GET HTTP://chat.example:80/messages?a=http://b/c', 'Host: a')));

    expect(event.rawPath).toBe('/messages');
    expect(event.rawQueryString).toBe('a=http://b/c');
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:0:1', '::ffff:0:1'],
  ])('has the address %s of a caller as %s', (remoteAddress, sourceIp) => {
    const request = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress }));

    const event = toEvent(request, Buffer.alloc(0), { routeKey: 'GET /messages', requestId: 'a' });

    expect(event.requestContext.http.sourceIp).toBe(sourceIp);
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
