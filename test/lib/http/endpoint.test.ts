import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { noContent } from '../../../lib/http/answer.ts';
import { endpoint } from '../../../lib/http/endpoint.ts';
import { anEvent } from '../../support/lambda-event.ts';

/** What Lambda gives a handler that has so many milliseconds before it is cut off. */
const withTimeLeft = (milliseconds: number) => {
  const end = performance.now() + milliseconds;
  return { getRemainingTimeInMillis: () => end - performance.now() } as Context;
};

describe('an endpoint', () => {
  const slow = endpoint({ token: false }, async () => {
    await sleep(5000, undefined, { ref: false });
    return noContent();
  });

  it('answers 503 before Lambda would cut it off, with time left for its log line', async () => {
    const context = withTimeLeft(900);

    const { statusCode, headers, body } = await slow(anEvent('GET /slow'), context);

    expect(context.getRemainingTimeInMillis()).toBeGreaterThan(0);
    expect([statusCode, headers['retry-after'], JSON.parse(body ?? '').code]).toEqual([503, '1', 'unavailable']);
  });

  it('waits for no answer longer than Lambda lets it, and for one as long', async () => {
    const quick = endpoint({ token: false }, async () => {
      await sleep(200);
      return noContent();
    });

    expect((await quick(anEvent('GET /quick'), withTimeLeft(10_000))).statusCode).toBe(204);
  });
});
