import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bcryptHashing, hashingFromEnvironment, type Password, passwordSchema } from '../../../lib/users/password.ts';

const aPassword = 'correct horse battery' as Password;

describe('a password', () => {
  it('is kept in NFKC, whatever the keyboard sent', () => {
    const sent = ['caf\u00e9 \u212b\ufb01', 'cafe\u0301 A\u030afi'];

    const kept = sent.map((password) => passwordSchema.parse(password));

    expect(kept).toEqual(['caf\u00e9 \u00c5fi', 'caf\u00e9 \u00c5fi']);
  });

  it('has at least 8 characters and at most 72 bytes once it is in NFKC, and no NUL', () => {
    const character = fc.oneof(
      fc.constantFrom(...'a\0\u0301\ufb00\ufdfaé€😀'),
      fc.nat(0xd7ff).map(String.fromCodePoint),
    );
    const text = fc.string({ unit: character, minLength: 4, maxLength: 40 });

    fc.assert(
      fc.property(text, (password) => {
        const kept = password.normalize('NFKC');
        const fits = Array.from(kept).length >= 8 && Buffer.byteLength(kept) <= 72 && !kept.includes('\0');

        expect(passwordSchema.safeParse(password).success).toBe(fits);
      }),
    );
  });
});

describe('the hashing of passwords', () => {
  const hashing = bcryptHashing(4);

  it('gives every hash a salt of its own', async () => {
    const hashes = await Promise.all([hashing.hash(aPassword), hashing.hash(aPassword)]);

    expect(hashes[0]).not.toBe(hashes[1]);
    expect(await Promise.all(hashes.map((hash) => hashing.matches(aPassword, hash)))).toEqual([true, true]);
  });

  it('reads a password to its 72nd byte', async () => {
    const longest = 'é'.repeat(36) as Password;
    const hash = await hashing.hash(longest);

    expect(await hashing.matches(longest, hash)).toBe(true);
    expect(await hashing.matches(`${'é'.repeat(35)}ê` as Password, hash)).toBe(false);
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
