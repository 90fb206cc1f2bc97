import { type Clock, epochSeconds, isoTime } from '../clock.ts';
import type { Password, PasswordHashing } from '../users/password.ts';
import type { UsersStore } from '../users/store.ts';
import type { Username } from '../users/username.ts';
import { InvalidCredentials } from './errors.ts';
import type { SessionsStore } from './store.ts';
import { digestOf, newToken } from './token.ts';

const SESSION_SECONDS = 7 * 24 * 60 * 60;

type Dependencies = {
  readonly users: Pick<UsersStore, 'find' | 'findNewcomer'>;
  readonly sessions: Pick<SessionsStore, 'put'>;
  readonly hashing: PasswordHashing;
  readonly clock: Clock;
};

/**
 * Opens a session of seven days.
 *
 * An unknown name takes as long as a wrong password: it is hashed all the same, and looked for once more, for it may
 * be a moment old, while the hashing runs.
 *
 * @throws InvalidCredentials for an unknown user and a wrong password alike
 */
export const logIn =
  ({ users, sessions, hashing, clock }: Dependencies) =>
  async ({ username, password }: { readonly username: Username; readonly password: Password }) => {
    if (!(await passwordIsRight())) throw new InvalidCredentials();

    const token = newToken();
    const expiresAt = epochSeconds(clock()) + SESSION_SECONDS;
    await sessions.put(digestOf(token), { username, expiresAt });
    return { token, username, expiresAt: isoTime(expiresAt * 1000) };

    async function passwordIsRight() {
      const user = await users.find(username);
      if (user) return hashing.matches(password, user.passwordHash);
      const [newcomer] = await Promise.all([users.findNewcomer(username), hashing.matches(password, undefined)]);
      return newcomer ? hashing.matches(password, newcomer.passwordHash) : false;
    }
  };
