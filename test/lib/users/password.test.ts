import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import bcrypt from 'bcryptjs';
import fc from 'fast-check';
import {
  bcryptHashing,
  givenPasswordSchema,
  hashingFromEnvironment,
  type Password,
  passwordSchema,
} from '../../../lib/users/password.ts';

const aPassword = 'correct horse battery' as Password;

describe('a password', () => {
  it('is kept in NFKC, whatever the keyboard sent', () => {
    const sent = ['caf\u00e9 \u212b\ufb01', 'cafe\u0301 A\u030afi'];

    const kept = sent.map((password) => passwordSchema.parse(password));

    expect(kept).toEqual(['caf\u00e9 \u00c5fi', 'caf\u00e9 \u00c5fi']);
  });

  it('has 8 to 256 code points once it is in NFKC, of any script', () => {
    const character = fc.oneof(
      fc.constantFrom(...'a\0\u0301\ufb00\ufdfaक्é€😀'),
      fc.nat(0xd7ff).map((point) => String.fromCodePoint(point)),
    );
    const few = fc.string({ unit: character, minLength: 4, maxLength: 40 });
    const many = fc.string({ unit: character, minLength: 230, maxLength: 270 });

    fc.assert(
      fc.property(fc.oneof(few, many), (password) => {
        const length = Array.from(password.normalize('NFKC')).length;

        expect(passwordSchema.safeParse(password).success).toBe(length >= 8 && length <= 256);
      }),
    );
  });

  it('that is only to be compared has 1 to 1,024 code points, before NFKC', () => {
    const good = ['a', '\0', '😀'.repeat(1024), '\ufdfa'.repeat(1024)];
    const bad = ['', 'a'.repeat(1025), '😀'.repeat(1025), '\ud800'];

    expect(good.map((password) => givenPasswordSchema.safeParse(password).success)).toEqual(good.map(() => true));
    expect(bad.map((password) => givenPasswordSchema.safeParse(password).success)).toEqual(bad.map(() => false));
  });

  it('that a user may have is never too long to be compared, in whatever form it is sent', () => {
    const decomposed = '\u03b1\u0313\u0300\u0345'.repeat(256);

    expect(passwordSchema.parse(decomposed)).toBe('\u1f82'.repeat(256));
    expect(givenPasswordSchema.parse(decomposed)).toBe('\u1f82'.repeat(256));
  });
});

describe('the hashing of passwords', () => {
  const hashing = bcryptHashing(4);

  it('gives every hash a salt of its own', async () => {
    const hashes = await Promise.all([hashing.hash(aPassword), hashing.hash(aPassword)]);

    expect(hashes[0]).not.toBe(hashes[1]);
    expect(await Promise.all(hashes.map((hash) => hashing.matches(aPassword, hash)))).toEqual([true, true]);
  });

  it.each([
    ['64 Devanagari letters', 'क'.repeat(64)],
    ['256 emoji', '😀'.repeat(256)],
    ['one with U+0000', `before\0behind`],
    ['one that begins with U+0000', '\0behind it'],
  ])('reads all of a password: %s', async (_, text) => {
    const password = text as Password;
    const hash = await hashing.hash(password);
    const others = [`${text.slice(0, -2)}xx`, `${text}x`, `${text}\0`, `${text}\0${text}`, text.slice(0, -2)];

    expect(await hashing.matches(password, hash)).toBe(true);
    for (const other of others) expect(await hashing.matches(other as Password, hash)).toBe(false);
  });

  it('hashes the base64 of an HMAC-SHA-384 of the password, from one release to the next', async () => {
    const key = 'Duologue: what bcrypt hashes of a password';
    const hashed = createHmac('sha384', key).update(aPassword).digest('base64');

    expect(await bcrypt.compare(hashed, await hashing.hash(aPassword))).toBe(true);
  });

  it('tells capitals from small letters', async () => {
    const hash = await hashing.hash(aPassword);

    expect(await hashing.matches('Correct horse battery' as Password, hash)).toBe(false);
  });

  it('finds no password right without a hash', async () => {
    expect(await hashing.matches(aPassword, undefined)).toBe(false);
    expect(await hashing.matches('.'.repeat(31) as Password, undefined)).toBe(false);
  });

  it('works as much without a hash as with one', async () => {
    const slow = bcryptHashing(8);
    const hash = await slow.hash(aPassword);

    const withHash = await leastWork(() => slow.matches('wrong' as Password, hash));
    const without = await leastWork(() => slow.matches('wrong' as Password, undefined));

    expect(without / withHash).toBeGreaterThan(0.5);
    expect(without / withHash).toBeLessThan(2);
  });

  it('costs 2 to the 12th rounds where nothing else is set', async () => {
    expect(await hashingFromEnvironment({}).hash(aPassword)).toMatch(/^\$2b\$12\$/);
    expect(await hashingFromEnvironment({ BCRYPT_COST: '5' }).hash(aPassword)).toMatch(/^\$2b\$05\$/);
  });

  it('checks a hash of another cost', async () => {
    const hash = await bcryptHashing(5).hash(aPassword);

    expect(await hashing.matches(aPassword, hash)).toBe(true);
  });
});

/** CPU time of this thread, in microseconds, the least of five runs: other work on the machine does not stretch it. */
async function leastWork(run: () => Promise<unknown>): Promise<number> {
  const times = [];
  for (let count = 0; count < 5; count++) {
    const start = process.threadCpuUsage();
    await run();
    const { user, system } = process.threadCpuUsage(start);
    times.push(user + system);
  }
  return Math.min(...times);
}
