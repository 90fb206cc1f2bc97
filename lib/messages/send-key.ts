import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Username } from '../users/username.ts';
import type { Content } from './content.ts';

/** What a client makes up to be able to send one message again: 1–128 printable ASCII characters. */
export type IdempotencyKey = string & z.core.$brand<'IdempotencyKey'>;

/** The header `Idempotency-Key`, as it is sent. */
export const idempotencyKeySchema = z.pipe(
  z.string().check(
    z.regex(/^[ -~]{1,128}$/, 'must be 1 to 128 printable ASCII characters'),
    z.meta({
      description: 'Of the client’s own making, one for each message: it may then be sent again for 24 hours.',
    }),
  ),
  z.transform((key) => key as IdempotencyKey),
);

/** An idempotency key in the scope of its sender, joined by `#`, which no username contains. */
export type SendKey = string & { readonly brand: 'SendKey' };

/** The key under which a send is noted. */
export const sendKeyOf = (sender: Username, key: IdempotencyKey): SendKey => `${sender}#${key}` as SendKey;

/** SHA-256 of what a send says, as validated: names folded, defaults filled in, whatever the order of the fields. */
export const digestOfSend = (recipient: Username, content: Content): string =>
  hash('sha256', JSON.stringify([recipient, Object.entries(content).sort()]), 'base64url');
