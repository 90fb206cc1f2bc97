import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { jsonBody } from '../../../lib/http/body.ts';

type Parts = { readonly body?: string; readonly isBase64Encoded?: boolean; readonly contentType?: string };

/** What of an event a body is read from; JSON in plain text, if nothing else is said. */
const anEvent = ({ body, isBase64Encoded = false, contentType = 'application/json' }: Parts) =>
  ({ body, isBase64Encoded, headers: { 'content-type': contentType } }) as unknown as APIGatewayProxyEventV2;

const inBase64 = (bytes: Buffer): Parts => ({ body: bytes.toString('base64'), isBase64Encoded: true });

const code = (code: string) => expect.objectContaining({ code });

describe('the body of an event', () => {
  it('is the same value whether API Gateway encoded it or not', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'grapheme' }), (json) => {
        expect(jsonBody(anEvent(inBase64(Buffer.from(json))))).toEqual(jsonBody(anEvent({ body: json })));
        expect(jsonBody(anEvent({ body: json }))).toEqual(JSON.parse(json));
      }),
    );
  });

  it.each([
    ['without any', {}],
    ['that is empty', { body: '' }],
    ['that is empty and encoded', { body: '', isBase64Encoded: true }],
  ])('is malformed %s', (_, parts) => {
    expect(() => jsonBody(anEvent(parts))).toThrow(code('malformed_json'));
  });

  it('is measured in bytes', () => {
    const largest = JSON.stringify('€'.repeat(21_844)).padEnd(65_536 - 2 * 21_844);
    expect(Buffer.byteLength(largest)).toBe(65_536);

    expect(jsonBody(anEvent({ body: largest }))).toHaveLength(21_844);
    expect(jsonBody(anEvent(inBase64(Buffer.from(largest))))).toHaveLength(21_844);
    expect(() => jsonBody(anEvent({ body: `${largest} ` }))).toThrow(code('body_too_large'));
    expect(() => jsonBody(anEvent(inBase64(Buffer.from(`${largest} `))))).toThrow(code('body_too_large'));
  });

  it.each([
    ['a lone byte', [0x80]],
    ['a character cut off', [0xe2, 0x82]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a character beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('is malformed with %s, and nothing is put in its place', (_, bytes) => {
    const body = Buffer.from([0x22, ...bytes, 0x22]);

    expect(() => jsonBody(anEvent(inBase64(body)))).toThrow(code('malformed_json'));
  });

  it.each([
    'application/json',
    'APPLICATION/JSON',
    ' application/json ; charset=utf-8',
    'application/json;charset=UTF8',
    'application/json; charset="UTF-8"',
    'application/json; profile=x; charset=utf-8',
    'application/json; profile=x',
  ])('is JSON in UTF-8 under %s', (contentType) => {
    expect(jsonBody(anEvent({ body: '1', contentType }))).toBe(1);
  });

  it.each(['', 'text/json', 'application/json5', 'application/x+json', 'application/json; charset=utf-16', '*/*'])(
    'is no JSON in UTF-8 under "%s"',
    (contentType) => {
      expect(() => jsonBody(anEvent({ body: '1', contentType }))).toThrow(code('unsupported_media_type'));
    },
  );

  it('is named where it begins with a byte order mark', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{}')]);

    expect(() => jsonBody(anEvent(inBase64(marked)))).toThrow(/byte order mark/);
    expect(() => jsonBody(anEvent({ body: marked.toString() }))).toThrow(/byte order mark/);
  });

  it.each(['gzip', 'identity', 'br, gzip'])(
    'is refused under the Content-Encoding "%s", whatever it holds',
    (encoding) => {
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding };

      for (const body of ['{}', gzipSync('{}').toString('base64')]) {
        const event = { body, isBase64Encoded: body !== '{}', headers } as unknown as APIGatewayProxyEventV2;
        const error = failureOf(() => jsonBody(event));
        expect(error).toMatchObject({ code: 'unsupported_media_type', message: expect.stringContaining(encoding) });
      }
    },
  );

  it('says nothing of what it holds where it is malformed', () => {
    const secret = '{"password":"correct horse battery",}';

    const error = failureOf(() => jsonBody(anEvent({ body: secret })));

    expect(inspect(error)).toMatch('not well-formed JSON');
    expect(inspect(error)).not.toMatch('horse');
  });
});

function failureOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
