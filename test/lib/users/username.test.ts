import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { usernameSchema } from '../../../lib/users/username.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const aName = fc
  .tuple(
    fc.constantFrom(...letters),
    fc.string({ unit: fc.constantFrom(...letters, '.', '_', '-'), minLength: 1, maxLength: 31 }),
  )
  .map((parts) => parts.join(''));

describe('a username', () => {
  it('is made of ASCII letters, digits, dots, underscores and hyphens, and folded to lower case', () => {
    fc.assert(
      fc.property(aName, (name) => {
        expect(usernameSchema.parse(name)).toBe(name.toLowerCase());
      }),
    );
  });

  it('has no other character anywhere', () => {
    const lookAlikes = fc.constantFrom(...'\u0430\uff41\u212a\u0131\u017f \n#/\0', '\ud800');
    const anyOther = fc.nat(0x10ffff).map(String.fromCodePoint);
    const outside = fc.oneof(lookAlikes, anyOther).filter((character) => !`${letters}._-`.includes(character));

    fc.assert(
      fc.property(aName, outside, fc.nat(), (name, character, position) => {
        const at = position % name.length;
        const spoilt = name.slice(0, at) + character + name.slice(at + 1);

        expect(usernameSchema.safeParse(spoilt).success).toBe(false);
      }),
    );
  });

  it('is the same when it is folded twice', () => {
    fc.assert(
      fc.property(aName, (name) => {
        const folded = usernameSchema.parse(name);

        expect(usernameSchema.parse(folded)).toBe(folded);
      }),
    );
  });
});
