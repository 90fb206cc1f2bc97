import { type Clock, epochSeconds, isoTime } from '../clock.ts';
import type { UsersStore } from '../users/store.ts';
import { InvalidCredentials } from './errors.ts';
import type { Session, SessionsStore } from './store.ts';
import { callerOf, newToken } from './token.ts';
import type { Said, TryPassword } from './try-password.ts';

const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** How long a session lasts that the home region could not confirm. */
const UNCONFIRMED_SECONDS = 15 * 60;

type Dependencies = {
  readonly tryPassword: TryPassword;
  readonly users: Pick<UsersStore, 'isStill'>;
  readonly sessions: Pick<SessionsStore, 'putAtHome' | 'putHere' | 'replaceHere' | 'end'>;
  readonly clock: Clock;
};

/**
 * Opens a session of seven days, in three round trips: the password is compared, the session stored, and the user looked at
 * once more. A changed password, or a deletion, is stored first and ends sessions then: either it finds this one, or this
 * look finds it, and ends the session itself.
 *
 * @throws InvalidCredentials for an unknown user and a wrong password alike
 * @throws TooManyAttempts
 */
export const logIn =
  ({ tryPassword, users, sessions, clock }: Dependencies) =>
  async (said: Said) => {
    const { username } = said;
    const { user, isConfirmed, isRight, succeeded } = await tryPassword(said);
    if (!user || !isRight) throw new InvalidCredentials();

    const token = newToken(username);
    const caller = callerOf(token);
    const [session] = await Promise.all([open(), succeeded(user)]);
    return { token, username, expiresAt: isoTime(session.expiresAt * 1000) };

    async function open(): Promise<Session> {
      const now = clock();
      const lasting = (seconds: number) => ({ createdAt: isoTime(now), expiresAt: epochSeconds(now) + seconds });
      const [session, unconfirmed] = [lasting(SESSION_SECONDS), lasting(UNCONFIRMED_SECONDS)];

      if (!isConfirmed || !(await sessions.putAtHome(caller, session))) {
        await sessions.putHere(caller, unconfirmed);
        return unconfirmed;
      }
      await sessions.putHere(caller, session);
      const isStill = user && (await users.isStill(user));
      if (isStill) return session;
      if (isStill === undefined) {
        await sessions.replaceHere(caller, unconfirmed);
        return unconfirmed;
      }
      await sessions.end(caller, session);
      throw new InvalidCredentials();
    }
  };
