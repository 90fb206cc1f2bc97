import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ok } from '../../../lib/http/answer.ts';
import { compressed } from '../../../lib/http/compress.ts';

const anEvent = (acceptEncoding?: string, method = 'GET') =>
  ({
    headers: acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding },
    requestContext: { http: { method } },
  }) as unknown as APIGatewayProxyEventV2;

/** An answer whose body has that many bytes. */
const anAnswer = (bytes: number) => ok('a'.repeat(bytes - 2));

describe('the answer to a GET', () => {
  it.each(['gzip', 'GZIP', 'deflate, gzip;q=0.5', 'gzip, br', '*', 'gzip;q=0.001', 'identity, gzip', 'identity, *'])(
    'is gzipped for a client that accepts "%s"',
    (accepted) => {
      const answer = anAnswer(1024);

      const { headers, body = '', isBase64Encoded } = compressed(anEvent(accepted), answer);

      expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toBe(answer.body);
      expect(isBase64Encoded).toBe(true);
      expect(headers).toEqual({ ...answer.headers, 'content-encoding': 'gzip', vary: 'accept-encoding' });
    },
  );

  it.each([undefined, '', 'identity', 'br', 'gzip;q=0', 'gzip;q=0, *', 'identity, gzip;q=0.5', 'x-gzipped'])(
    'stays plain for one that accepts "%s", and says that it varies',
    (accepted) => {
      const answer = anAnswer(1024);

      expect(compressed(anEvent(accepted), answer)).toEqual({
        ...answer,
        headers: { ...answer.headers, vary: 'accept-encoding' },
      });
    },
  );

  it('stays plain, and does not vary, below 1 KB', () => {
    const answer = anAnswer(1023);

    expect(compressed(anEvent('gzip'), answer)).toBe(answer);
  });

  it('is measured in bytes', () => {
    expect(compressed(anEvent('gzip'), ok('€'.repeat(341))).isBase64Encoded).toBe(true);
  });
});

it('leaves the answers to other methods plain', () => {
  const answer = anAnswer(5000);

  expect(compressed(anEvent('gzip', 'POST'), answer)).toBe(answer);
});
