import type { Authenticate } from './authenticate.ts';
import type { EndSessions } from './end-sessions.ts';
import type { SessionsStore } from './store.ts';
import type { Caller } from './token.ts';

type Dependencies = {
  readonly authenticate: Authenticate;
  readonly sessions: Pick<SessionsStore, 'end'>;
  readonly endSessions: EndSessions;
};

/** Whose session ends, and whether all of the user's do. */
type LogOut = { readonly caller: Caller; readonly all?: boolean | undefined };

/**
 * Ends the caller's session, or all sessions of their user: the caller's own last, so that it can be repeated.
 *
 * @throws Unauthenticated
 */
export const logOut =
  ({ authenticate, sessions, endSessions }: Dependencies) =>
  async ({ caller, all = false }: LogOut): Promise<void> => {
    const session = await authenticate(caller);
    if (all) await endSessions(caller.username, { except: caller });
    await sessions.end(caller, session);
  };
