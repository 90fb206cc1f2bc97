import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { noContent } from '../../../lib/http/answer.ts';
import { endpoint } from '../../../lib/http/endpoint.ts';
import { anEvent } from '../../support/lambda-event.ts';
import { quiet } from '../../support/quiet.ts';

quiet(); // a 503 has a line in the log

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** What Lambda gives a handler that has so many milliseconds before it is cut off. */
const withTimeLeft = (milliseconds: number) => {
  const end = performance.now() + milliseconds;
  return { getRemainingTimeInMillis: () => end - performance.now() } as Context;
};

/** Answers after so long. */
const endpointThatTakes = (milliseconds: number) =>
  endpoint({ token: false }, async () => {
    await sleep(milliseconds);
    return noContent();
  });

describe('an endpoint', () => {
  it('answers 503 before Lambda would cut it off, with time left for its log line', async () => {
    const context = withTimeLeft(900);

    const answering = endpointThatTakes(5000)(anEvent('GET /slow'), context);
    await jest.advanceTimersByTimeAsync(400);
    const { statusCode, headers, body } = await answering;

    expect(context.getRemainingTimeInMillis()).toBe(500);
    expect([statusCode, headers['retry-after'], JSON.parse(body ?? '').code]).toEqual([503, '1', 'unavailable']);
  });

  it('waits for an answer as long as Lambda lets it', async () => {
    const answering = endpointThatTakes(399)(anEvent('GET /quick'), withTimeLeft(900));
    await jest.advanceTimersByTimeAsync(399);

    expect((await answering).statusCode).toBe(204);
  });
});
