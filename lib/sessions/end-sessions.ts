import { mapAtOnce } from '../at-once.ts';
import type { Username } from '../users/username.ts';
import type { SessionsStore } from './store.ts';
import type { Caller } from './token.ts';

/** How many sessions are ended at once. */
const AT_ONCE = 50;

export type EndSessions = ReturnType<typeof endSessions>;

/** Ends all sessions of a user, except the named one if there is one. After an error the next try ends the rest. */
export const endSessions =
  ({ sessions }: { readonly sessions: Pick<SessionsStore, 'openOf' | 'end'> }) =>
  async (username: Username, { except }: { readonly except?: Caller } = {}): Promise<void> => {
    for await (const open of sessions.openOf(username)) {
      const others = open.filter(({ caller }) => caller.digest !== except?.digest);
      await mapAtOnce(others, AT_ONCE, ({ caller, session }) => sessions.end(caller, session));
    }
  };
