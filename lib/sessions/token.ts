import { createHash, randomBytes } from 'node:crypto';

/** A bearer token: 256 random bits as 43 characters of base64url. Known to its owner only. */
export type Token = string & { readonly brand: 'Token' };

/** The SHA-256 digest of a token, in base64url: what is stored, and of no use to a thief. */
export type TokenDigest = string & { readonly brand: 'TokenDigest' };

export const newToken = (): Token => randomBytes(32).toString('base64url') as Token;

export const isToken = (text: string): text is Token => /^[A-Za-z0-9_-]{43}$/.test(text);

export const digestOf = (token: Token): TokenDigest =>
  createHash('sha256').update(token).digest('base64url') as TokenDigest;
