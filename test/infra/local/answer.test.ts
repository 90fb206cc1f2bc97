import { describe, expect, it } from '@jest/globals';
import { aRequest, sendRaw } from './support/raw.ts';
import { echo, jsonIn, lines, returning, serve } from './support/serve.ts';

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
});
