import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { digestOf, isToken, newToken, type Token } from '../../../lib/sessions/token.ts';

describe('a token', () => {
  it('is 256 random bits in base64url', () => {
    const tokens = Array.from({ length: 1000 }, newToken);

    expect(tokens.filter((token) => Buffer.from(token, 'base64url').length !== 32)).toEqual([]);
    expect(tokens.filter((token) => !isToken(token))).toEqual([]);
    expect(new Set(tokens).size).toBe(1000);
  });

  it('has 43 characters of base64url and no other', () => {
    const token = newToken();
    const others = [
      '',
      token.slice(1),
      `${token}a`,
      `${token}=`,
      `${token}\n`,
      `${token.slice(1)}+`,
      `${token.slice(1)}/`,
      `${token.slice(1)}é`,
      `${token.slice(2)}😀`,
    ];

    expect(others.filter(isToken)).toEqual([]);
  });
});

describe('the digest of a token', () => {
  it('is its SHA-256 in base64url', () => {
    const token = 'a'.repeat(43) as Token;

    const digest = digestOf(token);

    expect(digest).toBe(createHash('sha256').update('a'.repeat(43)).digest('base64url'));
    expect(digest).toHaveLength(43);
  });

  it('is not that of a token that decodes to the same bits', () => {
    const [one, other] = [`${'A'.repeat(42)}A`, `${'A'.repeat(42)}B`] as Token[];

    expect(Buffer.from(one ?? '', 'base64url')).toEqual(Buffer.from(other ?? '', 'base64url'));
    expect(digestOf(one as Token)).not.toBe(digestOf(other as Token));
  });
});
