import { type Clock, epochSeconds } from '../clock.ts';
import type { Username } from '../users/username.ts';
import { Unauthenticated } from './errors.ts';
import type { SessionsStore } from './store.ts';
import type { TokenDigest } from './token.ts';

type Dependencies = { readonly sessions: Pick<SessionsStore, 'find'>; readonly clock: Clock };

/** Who a token belongs to. */
export type Authenticate = (caller: TokenDigest) => Promise<Username>;

/**
 * Finds out who a token belongs to. The expiry is checked here, because DynamoDB may delete an expired item days
 * later.
 *
 * @throws Unauthenticated
 */
export const authenticate =
  ({ sessions, clock }: Dependencies): Authenticate =>
  async (caller) => {
    const session = await sessions.find(caller);
    if (!session || session.expiresAt <= epochSeconds(clock())) throw new Unauthenticated();
    return session.username;
  };

/**
 * The result of a read that was begun before the caller was admitted: held back until they are, and never seen if
 * they are not. A refusal does not wait for the read.
 */
export async function onceAdmitted<T>(admitted: Promise<unknown>, read: Promise<T>): Promise<T> {
  read.catch(() => {});
  await admitted;
  return read;
}
