import { type Clock, epochSeconds, isoTime } from '../clock.ts';
import type { Password, PasswordHashing } from '../users/password.ts';
import type { UsersStore } from '../users/store.ts';
import type { Username } from '../users/username.ts';
import { newAttempt, secondsLeft } from './attempt.ts';
import type { AttemptsStore } from './attempts-store.ts';
import { InvalidCredentials, TooManyAttempts } from './errors.ts';
import type { SessionsStore } from './store.ts';
import { callerOf, newToken } from './token.ts';

const SESSION_SECONDS = 7 * 24 * 60 * 60;

type Dependencies = {
  readonly users: Pick<UsersStore, 'find'>;
  readonly sessions: Pick<SessionsStore, 'put'>;
  readonly attempts: AttemptsStore;
  readonly hashing: PasswordHashing;
  readonly clock: Clock;
};

/**
 * Opens a session of seven days, in two round trips: the attempt is counted beside the read of the user, and taken back
 * beside the write of the session.
 *
 * An unknown name takes as long as a wrong password: it is looked for and hashed all the same.
 *
 * @throws InvalidCredentials for an unknown user and a wrong password alike
 * @throws TooManyAttempts where too many log-ins of the name have failed, whoever tries, and with whatever password
 */
export const logIn =
  ({ users, sessions, attempts, hashing, clock }: Dependencies) =>
  async ({ username, password }: { readonly username: Username; readonly password: Password }) => {
    const attempt = newAttempt(username, clock());
    const finding = users.find(username);
    finding.catch(() => {}); // looked at only once the attempt is counted
    if (!(await attempts.count(attempt))) throw new TooManyAttempts(secondsLeft(attempt, clock()));

    if (!(await isRight().catch(takeBackAndThrow))) throw new InvalidCredentials();

    const token = newToken(username);
    const expiresAt = epochSeconds(clock()) + SESSION_SECONDS;
    await Promise.all([sessions.put(callerOf(token), { expiresAt }), attempts.takeBack(attempt)]);
    return { token, username, expiresAt: isoTime(expiresAt * 1000) };

    async function isRight() {
      const user = await finding;
      return hashing.matches(password, user?.passwordHash);
    }

    async function takeBackAndThrow(error: unknown): Promise<never> {
      await attempts.takeBack(attempt);
      throw error;
    }
  };
