import fc from 'fast-check';
import { Spelt } from './draft.ts';

const spelt = (...texts: string[]) => fc.constantFrom(...texts).map((text) => new Spelt(text));

const nested = (levels: number, open: string, close: string) =>
  new Spelt(`${open.repeat(levels)}${close.repeat(levels)}`);

/** Texts that programs stumble over. */
export const hostileText = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\0',
      'a\0b',
      '\u0085',
      '\ufeff',
      '\ud800',
      'a\udc00b',
      '\udc00\ud800',
      '\u202e',
      'e\u0301'.repeat(40),
      '\ufdfa',
      '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
      '\uffff\u{10ffff}',
      'İıſK',
      '__proto__',
      'constructor',
      'toString',
      '../../users',
      '#',
      'ann#ben',
      "' OR 1=1 --",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template engine would fill in
      '${7*7}',
      'NaN',
      '1e400',
      '9007199254740993',
      '-0',
      '1.0',
      ' 1',
      '0x10',
      '٣',
      'http://',
      'http://a@b',
      'javascript:alert(1)',
      'http:/\\evil',
      'https://exa\nmple.com',
      'http://[::1',
      'http://%00/',
      '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    ),
  },
  // Seldom near a limit, or every page would be of megabytes.
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 5000 }).map((length) => 'x'.repeat(length)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4100 }).map((length) => '\u{1f600}'.repeat(length)) },
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  // Any units of UTF-16, so lone surrogates too.
  {
    weight: 6,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
      .map((units) => String.fromCharCode(...units)),
  },
);

/** Values where others are expected. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  spelt(
    '1e400',
    '-1e400',
    '9007199254740993',
    '-0',
    '0.1',
    '1.0',
    '1e2',
    '1E+2',
    '0',
    '-1',
    '100001',
    '86401',
    '1e-400',
  ),
  spelt('"\\ud800"', '"\\u0000"', '"\\udc00\\ud800"', '{"__proto__":{"type":"text"}}', '{"a":1,"a":2}'),
  spelt('tru', '01', '+1', 'NaN', 'Infinity', '"\t"', "'a'", '[1,]', ''),
  fc.constantFrom(null, true, false, [], {}, [[]], [{}]),
  fc.integer({ min: 1, max: 5000 }).map((levels) => nested(levels, '[', ']')),
  fc.integer({ min: 1, max: 5000 }).map((levels) => nested(levels, '{"a":', '}')),
  fc.jsonValue(),
);

export const hostileKey = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    '',
    'a/b~c',
    '\ud800',
    'type',
    'length',
    '0',
  ),
  hostileText,
);
