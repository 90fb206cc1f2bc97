import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { faultsOf, InvalidRequest, inBody, inQuery, sentence } from '../../../lib/http/faults.ts';

const schema = z.strictObject({
  name: z.string(),
  size: z.number(),
  kind: z.enum(['big', 'small']),
  inner: z.strictObject({ flag: z.boolean() }),
});

const faultsIn = (value: unknown) => faultsOf(schema.safeParse(value, { error: sentence }).error?.issues ?? [], inBody);

describe('a JSON pointer', () => {
  it('leads back to the place it was made for', () => {
    const aKey = fc.string({ unit: fc.constantFrom(...'~/01a €', '~0', '~1'), maxLength: 5 });

    fc.assert(
      fc.property(fc.array(aKey), (path) => {
        const { pointer } = inBody(path);

        expect(keysOf(pointer)).toEqual(path);
      }),
    );
  });

  it('is empty for the whole body', () => {
    expect(inBody([])).toEqual({ pointer: '' });
  });

  it('is well-formed for a key that is not, so that the answer is UTF-8', () => {
    expect(inBody(['a', '\ud800'])).toEqual({ pointer: '/a/\ufffd' });
    expect(inQuery(['\ud800'])).toEqual({ parameter: '\ufffd' });
  });
});

describe('the faults of a value', () => {
  it('are told all at once, each unknown field by itself', () => {
    const faults = faultsIn({ name: 1, kind: 'huge', inner: { flag: 'no', more: 1 }, x: 1, y: 2 });

    expect(faults).toHaveLength(7);
    expect(faults).toEqual(
      expect.arrayContaining([
        { pointer: '/name', detail: 'must be a string' },
        { pointer: '/size', detail: 'is required' },
        { pointer: '/kind', detail: 'must be one of "big", "small"' },
        { pointer: '/inner/flag', detail: 'must be a boolean' },
        { pointer: '/inner/more', detail: 'is not known here' },
        { pointer: '/x', detail: 'is not known here' },
        { pointer: '/y', detail: 'is not known here' },
      ]),
    );
  });

  it.each([null, [], 'text', 5])('are one where it is no object but %j', (value) => {
    expect(faultsIn(value)).toEqual([{ pointer: '', detail: 'must be a JSON object' }]);
  });

  it('are told once each, also where two checks of one rule fail', () => {
    const error = 'must be a whole number up to 100';
    const twice = z.strictObject({ size: z.int({ error }).check(z.maximum(100, { error })) });

    const issues = twice.safeParse({ size: 2 ** 53 }).error?.issues ?? [];

    expect(issues).toHaveLength(2);
    expect(faultsOf(issues, inBody)).toEqual([{ pointer: '/size', detail: error }]);
  });

  it('are none where it is right', () => {
    expect(faultsIn({ name: 'a', size: 1, kind: 'big', inner: { flag: true } })).toEqual([]);
  });

  it('do not repeat what was sent', () => {
    const secret = 'correct horse battery';

    const faults = faultsIn({ name: [secret], size: secret, kind: secret, inner: secret });

    expect(JSON.stringify(faults)).not.toContain('horse');
  });
});

describe('an invalid request', () => {
  it('counts its faults', () => {
    const fault = { pointer: '/name', detail: 'is required' };

    expect(new InvalidRequest([fault]).message).toMatch('has a fault;');
    expect(new InvalidRequest([fault, fault]).message).toMatch('has 2 faults;');
  });
});

/** The keys of a pointer, as RFC 6901 says to read one. */
function keysOf(pointer: string): string[] {
  const [, ...tokens] = pointer.split('/');
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
