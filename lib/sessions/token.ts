import { hash, randomBytes } from 'node:crypto';
import { USERNAME, type Username } from '../users/username.ts';

/**
 * A bearer token: the name of its user, a dot, and 256 random bits as 43 characters of base64url. The name says where
 * the session is stored; only the whole proves who is calling. Known to its owner only.
 */
export type Token = string & { readonly brand: 'Token' };

/** The SHA-256 digest of a whole token, in base64url: what is stored, and of no use to a thief. */
export type TokenDigest = string & { readonly brand: 'TokenDigest' };

/** Who a token says is calling, before its session is looked at. */
export type Caller = { readonly username: Username; readonly digest: TokenDigest };

/** How a token is spelled. */
export const TOKEN = new RegExp(`^${USERNAME}\\.[A-Za-z0-9_-]{43}$`);

/** A new token of a user, from the system's source of randomness. */
export const newToken = (username: Username): Token => `${username}.${randomBytes(32).toString('base64url')}` as Token;

/** Whether a text has the form of a token; whether it was ever given out is not known. */
export const isToken = (text: string): text is Token => TOKEN.test(text);

/** Whom a token names, and the digest that finds its session. */
export const callerOf = (token: Token): Caller => ({
  // A name may hold dots; what is behind the last one cannot.
  username: token.slice(0, token.lastIndexOf('.')) as Username,
  digest: hash('sha256', token, 'base64url') as TokenDigest,
});
