import { type Clock, isoTime } from '../clock.ts';
import type { ForgetContacts } from '../inbox/forget-contacts.ts';
import { isGoodForAll, type SessionOf } from '../sessions/authenticate.ts';
import type { EndSessions } from '../sessions/end-sessions.ts';
import { SessionTooOld, Unauthenticated } from '../sessions/errors.ts';
import type { SessionsStore } from '../sessions/store.ts';
import type { Caller } from '../sessions/token.ts';
import type { UsersStore } from './store.ts';

/** How old a session may be that deletes its user, in milliseconds. */
const OLDEST_SESSION = 5 * 60 * 1000;

type Dependencies = {
  readonly sessionOf: SessionOf;
  readonly users: Pick<UsersStore, 'delete'>;
  readonly sessions: Pick<SessionsStore, 'replace' | 'end'>;
  readonly endSessions: EndSessions;
  readonly forgetContacts: ForgetContacts;
  readonly clock: Clock;
};

/**
 * Deletes the caller for good. Their name is never given again; what they wrote stays with those they wrote to.
 *
 * It can be repeated after a crash at any point: the caller's own session is first made good for that alone, however old it
 * gets, and ended last. Each step may be made twice.
 *
 * @throws Unauthenticated
 * @throws SessionTooOld where the caller logged in more than five minutes ago
 */
export const deleteUser =
  ({ sessionOf, users, sessions, endSessions, forgetContacts, clock }: Dependencies) =>
  async ({ caller }: { readonly caller: Caller }): Promise<void> => {
    const session = await sessionOf(caller);
    const now = clock();
    if (isGoodForAll(session)) {
      if (now - Date.parse(session.createdAt) > OLDEST_SESSION) throw new SessionTooOld();
      if (!(await sessions.replace(caller, { ...session, deletesUser: true }))) throw new Unauthenticated();
    }

    await users.delete(caller.username, isoTime(now));
    await endSessions(caller.username, { except: caller });
    await forgetContacts(caller.username);
    await sessions.end(caller, session);
  };
