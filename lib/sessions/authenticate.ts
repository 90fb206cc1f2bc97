import { type Clock, epochSeconds } from '../clock.ts';
import { Unauthenticated } from './errors.ts';
import type { Session, SessionsStore } from './store.ts';
import type { Caller } from './token.ts';

type Dependencies = { readonly sessions: Pick<SessionsStore, 'find'>; readonly clock: Clock };

/** The session of a caller that has neither ended nor expired. */
export type SessionOf = (caller: Caller) => Promise<Session>;

/** The session of a caller that is good for whatever its user may do. */
export type Authenticate = SessionOf;

/**
 * Finds the session of a token, even one that is good only for deleting its user. The expiry is checked here, because
 * DynamoDB may delete an expired item days later.
 *
 * @throws Unauthenticated
 */
export const sessionOf =
  ({ sessions, clock }: Dependencies): SessionOf =>
  async (caller) => {
    const session = await sessions.find(caller);
    if (!session || session.expiresAt <= epochSeconds(clock())) throw new Unauthenticated();
    return session;
  };

/** Whether a session is good for whatever its user may do. One that has begun to delete its user is good for that only. */
export const isGoodForAll = ({ deletesUser }: Session): boolean => !deletesUser;

/**
 * Finds the session of a token that is good for whatever its user may do.
 *
 * @throws Unauthenticated
 */
export const authenticate = (dependencies: Dependencies): Authenticate => {
  const find = sessionOf(dependencies);
  return async (caller) => {
    const session = await find(caller);
    if (!isGoodForAll(session)) throw new Unauthenticated();
    return session;
  };
};
