import { hash, randomBytes } from 'node:crypto';
import type { Username } from '../users/username.ts';

/**
 * A bearer token: the name of its user, a dot, and 256 random bits as 43 characters of base64url. The name says where
 * the session is stored; only the whole proves who is calling. Known to its owner only.
 */
export type Token = string & { readonly brand: 'Token' };

/** The SHA-256 digest of a whole token, in base64url: what is stored, and of no use to a thief. */
export type TokenDigest = string & { readonly brand: 'TokenDigest' };

/** Who a token says is calling, before its session is looked at. */
export type Caller = { readonly username: Username; readonly digest: TokenDigest };

export const newToken = (username: Username): Token => `${username}.${randomBytes(32).toString('base64url')}` as Token;

export const isToken = (text: string): text is Token => /^[a-z0-9][a-z0-9._-]{1,31}\.[A-Za-z0-9_-]{43}$/.test(text);

export const callerOf = (token: Token): Caller => ({
  // A name may hold dots; what is behind the last one cannot.
  username: token.slice(0, token.lastIndexOf('.')) as Username,
  digest: hash('sha256', token, 'base64url') as TokenDigest,
});
