import { type Clock, epochSeconds, isoTime } from '../clock.ts';
import type { User, UsersStore } from '../users/store.ts';
import { InvalidCredentials } from './errors.ts';
import type { Session, SessionsStore } from './store.ts';
import { callerOf, newToken, type Token } from './token.ts';
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

/** A session with the token that is its owner's only. */
type Opened = { readonly token: Token; readonly session: Session };

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

    const [opened] = await Promise.all([open(user), succeeded(user)]);
    return { token: opened.token, username, expiresAt: isoTime(opened.session.expiresAt * 1000) };

    async function open(user: User): Promise<Opened> {
      if (!isConfirmed) return openUnconfirmed();
      const token = newToken(username);
      const caller = callerOf(token);
      const session = lasting(SESSION_SECONDS);
      // Home may still carry it out, unseen by whoever ends sessions meanwhile: then nobody must have its token.
      if (!(await sessions.putAtHome(caller, session))) return openUnconfirmed();

      await sessions.putHere(caller, session);
      const isStill = await users.isStill(user);
      if (isStill) return { token, session };
      if (isStill === undefined) {
        const unconfirmed = lasting(UNCONFIRMED_SECONDS);
        await sessions.replaceHere(caller, unconfirmed);
        return { token, session: unconfirmed };
      }
      await sessions.end(caller, session);
      throw new InvalidCredentials();
    }

    async function openUnconfirmed(): Promise<Opened> {
      const token = newToken(username);
      const session = lasting(UNCONFIRMED_SECONDS);
      await sessions.putHere(callerOf(token), session);
      return { token, session };
    }

    function lasting(seconds: number): Session {
      const now = clock();
      return { createdAt: isoTime(now), expiresAt: epochSeconds(now) + seconds };
    }
  };
