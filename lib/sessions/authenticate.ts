import { type Clock, epochSeconds } from '../clock.ts';
import { Unauthenticated } from './errors.ts';
import type { Session, SessionsStore } from './store.ts';
import type { Caller } from './token.ts';

type Dependencies = { readonly sessions: Pick<SessionsStore, 'find'>; readonly clock: Clock };

/** The session of a caller. */
export type Authenticate = (caller: Caller) => Promise<Session>;

/**
 * Finds the session of a token. The expiry is checked here, because DynamoDB may delete an expired item days later.
 *
 * @throws Unauthenticated
 */
export const authenticate =
  ({ sessions, clock }: Dependencies): Authenticate =>
  async (caller) => {
    const session = await sessions.find(caller);
    if (!session || session.expiresAt <= epochSeconds(clock())) throw new Unauthenticated();
    return session;
  };
