import { describe, expect, it } from '@jest/globals';
import { echo, never, returning, serve } from './support/serve.ts';

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
      'access-control-allow-methods': 'POST,PUT,DELETE,GET',
      'access-control-allow-headers': 'Authorization,Content-Type,Idempotency-Key',
      'access-control-expose-headers': 'Link,Retry-After,Idempotent-Replayed',
      'access-control-max-age': '3600',
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
