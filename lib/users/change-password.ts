import type { Address } from '../sessions/address.ts';
import type { Authenticate } from '../sessions/authenticate.ts';
import type { EndSessions } from '../sessions/end-sessions.ts';
import { Unauthenticated } from '../sessions/errors.ts';
import type { Caller } from '../sessions/token.ts';
import type { TryPassword } from '../sessions/try-password.ts';
import { WrongPassword } from './errors.ts';
import type { GivenPassword, Password, PasswordHashing } from './password.ts';
import type { User, UsersStore } from './store.ts';

type Dependencies = {
  readonly authenticate: Authenticate;
  readonly tryPassword: TryPassword;
  readonly users: Pick<UsersStore, 'find' | 'changePassword'>;
  readonly endSessions: EndSessions;
  readonly hashing: PasswordHashing;
};

type ChangePassword = {
  readonly caller: Caller;
  readonly address: Address;
  readonly password: GivenPassword;
  readonly newPassword: Password;
};

/**
 * Changes the caller's password, which counts as logging in, and ends their other sessions. Those that were opened with the
 * old one are found because they were stored before the new one was, or end themselves because they look after that: see
 * `logIn`. So it ends them also where it comes again, after an answer that was lost.
 *
 * @throws Unauthenticated, TooManyAttempts
 * @throws WrongPassword where the password is not the present one, and the new one is not either
 */
export const changePassword =
  ({ authenticate, tryPassword, users, endSessions, hashing }: Dependencies) =>
  async ({ caller, address, password, newPassword }: ChangePassword): Promise<void> => {
    await authenticate(caller);
    const { username } = caller;
    const { user, isRight, succeeded } = await tryPassword({ username, password, address });
    if (!user) throw new Unauthenticated();

    const changed = isRight ? await change(user) : await ifRepeated(user);
    await Promise.all([endSessions(username, { except: caller }), succeeded(changed)]);

    async function change(user: User): Promise<User> {
      const passwordHash = await hashing.hash(newPassword);
      if (await users.changePassword(user, passwordHash)) return { ...user, passwordHash };
      const { user: present } = await users.find(username);
      if (!present) throw new Unauthenticated();
      return ifRepeated(present);
    }

    async function ifRepeated(user: User): Promise<User> {
      if (!(await hashing.matches(newPassword, user.passwordHash))) throw new WrongPassword();
      return user;
    }
  };
