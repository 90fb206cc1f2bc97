import { type Clock, isoTime } from '../clock.ts';
import type { Password, PasswordHashing } from './password.ts';
import type { UsersStore } from './store.ts';
import type { Username } from './username.ts';

type Dependencies = {
  readonly users: Pick<UsersStore, 'create'>;
  readonly hashing: PasswordHashing;
  readonly clock: Clock;
};

/**
 * Creates a user. One request to the store, one write unit.
 *
 * @throws UsernameTaken
 */
export const createUser =
  ({ users, hashing, clock }: Dependencies) =>
  async ({ username, password }: { readonly username: Username; readonly password: Password }) => {
    const createdAt = isoTime(clock());
    await users.create({ username, passwordHash: await hashing.hash(password), createdAt });
    return { username, createdAt };
  };
