import type { Authenticate } from './authenticate.ts';
import type { SessionsStore } from './store.ts';
import type { Caller } from './token.ts';

type Dependencies = { readonly authenticate: Authenticate; readonly sessions: Pick<SessionsStore, 'delete'> };

/**
 * Ends the caller's session. The delete carries no condition, so that the SDK may send it twice.
 *
 * @throws Unauthenticated
 */
export const logOut =
  ({ authenticate, sessions }: Dependencies) =>
  async ({ caller }: { readonly caller: Caller }): Promise<void> => {
    await authenticate(caller);
    await sessions.delete(caller);
  };
