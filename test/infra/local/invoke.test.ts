import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { jsonIn, lines, never, serve } from './support/serve.ts';

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

describe('the answer to a call that fails', () => {
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
