import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { callerOf, isToken, newToken, type Token } from '../../../lib/sessions/token.ts';
import type { Username } from '../../../lib/users/username.ts';

const ann = 'ann' as Username;

describe('a token', () => {
  it('is the name, a dot and 256 random bits in base64url', () => {
    const tokens = Array.from({ length: 1000 }, () => newToken(ann));

    const bits = tokens.map((token) => token.replace(/^ann\./, ''));
    expect(bits.filter((text) => Buffer.from(text, 'base64url').length !== 32)).toEqual([]);
    expect(tokens.filter((token) => !isToken(token))).toEqual([]);
    expect(new Set(tokens).size).toBe(1000);
  });

  it('has a name in lower case, 43 characters of base64url, and no other', () => {
    const bits = newToken(ann).slice('ann.'.length);
    const others = [
      '',
      bits,
      `.${bits}`,
      `a.${bits}`,
      `Ann.${bits}`,
      `a#n.${bits}`,
      `-nn.${bits}`,
      `${'a'.repeat(33)}.${bits}`,
      `ann${bits}`,
      `ann.${bits.slice(1)}`,
      `ann.${bits}=`,
      `ann.${bits}\n`,
      `ann.${bits.slice(1)}+`,
      `ann.${bits.slice(1)}/`,
      `ann.${bits.slice(1)}.`,
      `ann.${bits.slice(1)}é`,
      `ann.${bits.slice(2)}😀`,
    ];

    expect(others.filter(isToken)).toEqual([]);
  });
});

describe('the caller that a token tells', () => {
  it.each(['ann', 'an.n', 'ann.', 'a..', '0.-_', 'a'.repeat(32)])('has the name before its last dot: %s', (name) => {
    const token = newToken(name as Username);

    expect(isToken(token)).toBe(true);
    expect(callerOf(token).username).toBe(name);
  });

  it('has the SHA-256 of the whole token, in base64url', () => {
    const token = `ann.${'a'.repeat(43)}` as Token;

    const { digest } = callerOf(token);

    expect(digest).toBe(createHash('sha256').update(token).digest('base64url'));
    expect(digest).toHaveLength(43);
  });

  it('is not that of a token that decodes to the same bits', () => {
    const [one, other] = [`${'A'.repeat(42)}A`, `${'A'.repeat(42)}B`];

    expect(Buffer.from(one ?? '', 'base64url')).toEqual(Buffer.from(other ?? '', 'base64url'));
    expect(callerOf(`ann.${one}` as Token).digest).not.toBe(callerOf(`ann.${other}` as Token).digest);
  });
});
