import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { queryParameters } from '../../../lib/http/query.ts';

/** Text that a query string can hold: no lone surrogates. Often what has a meaning there. */
const aText = fc.string({
  unit: fc.oneof(fc.constantFrom(...'&=+%;?#/ \0€😀', '%41', '__proto__'), fc.nat(0xd7ff).map(String.fromCodePoint)),
  maxLength: 8,
});

describe('the parameters of a query string', () => {
  it('are those that URLSearchParams reads, where it is well-formed', () => {
    const parameters = fc.uniqueArray(fc.tuple(aText, aText), { selector: ([name]) => name });

    fc.assert(
      fc.property(parameters, (pairs) => {
        const written = String(new URLSearchParams(pairs));

        const { values, faults } = queryParameters(written);

        expect(Object.entries(values).sort()).toEqual([...new URLSearchParams(written)].sort());
        expect(faults).toEqual([]);
      }),
    );
  });

  it('are those that encodeURIComponent wrote', () => {
    fc.assert(
      fc.property(aText, aText, (name, value) => {
        const { values } = queryParameters(`${encodeURIComponent(name)}=${encodeURIComponent(value)}&`);

        expect(Object.entries(values)).toEqual([[name, value]]);
      }),
    );
  });

  it('are told with all their faults, whatever the string', () => {
    const strings = fc.string({ unit: fc.constantFrom(...'%&=a+', '%41', '%ED%A0%80', '\ud800', '€'), maxLength: 20 });

    fc.assert(
      fc.property(strings, (text) => {
        const { values, faults } = queryParameters(text);
        const pairs = text.split('&').filter(Boolean).length;
        const faulty = faults.map(({ parameter }) => parameter);

        expect(new Set(faulty).size).toBe(faulty.length);
        expect(Object.keys(values).length + faulty.length).toBeGreaterThanOrEqual(pairs > 0 ? 1 : 0);
        expect(faulty.every((name) => Object.keys(values).some((key) => key.toWellFormed() === name))).toBe(true);
        // Of what is both, the first is told.
        if (pairs > Object.keys(values).length) expect(faults).not.toEqual([]);
        expect(
          Object.entries(values)
            .flat()
            .every((part) => part.isWellFormed() || text.includes('\ud800')),
        ).toBe(true);
      }),
    );
  });

  it('are none in an empty string', () => {
    expect(queryParameters('')).toEqual({ values: {}, faults: [] });
    expect(queryParameters('&&')).toEqual({ values: {}, faults: [] });
  });

  it('split at the first equals sign', () => {
    expect(queryParameters('a=b=c&d&=e').values).toEqual({ a: 'b=c', d: '', '': 'e' });
  });

  it('may be called as what every object has', () => {
    const { values } = queryParameters('__proto__=1&constructor=2&toString=3');

    expect(Object.entries(values)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
    ]);
  });

  it('are faulty once where one is given again, however often and however it is spelled', () => {
    const { values, faults } = queryParameters('page=1&p%61ge=2&page=3&x=4');

    expect(values).toEqual({ page: '1', x: '4' });
    expect(faults).toEqual([{ parameter: 'page', detail: 'is given more than once' }]);
  });

  it('are faulty where they are not percent-encoded UTF-8', () => {
    const { values, faults } = queryParameters('a=%&b=%4&c=%C3%28&d=%ED%A0%80&%FF=e&f=%E2%82%AC');

    expect(values).toMatchObject({ a: '%', f: '€' });
    expect(faults.map((fault) => 'parameter' in fault && fault.parameter)).toEqual(['a', 'b', 'c', 'd', '%FF']);
  });
});
