import { type Clock, isoTime } from '../clock.ts';
import type { Address } from '../sessions/address.ts';
import type { AttemptsStore } from '../sessions/attempts-store.ts';
import { TooManyAttempts } from '../sessions/errors.ts';
import { type AddressLimits, attemptBy, secondsLeft } from '../sessions/limits.ts';
import type { Password, PasswordHashing } from './password.ts';
import type { User, UsersStore } from './store.ts';
import type { Username } from './username.ts';

type Dependencies = {
  readonly users: Pick<UsersStore, 'create'>;
  readonly attempts: Pick<AttemptsStore, 'countOfMany'>;
  readonly hashing: PasswordHashing;
  readonly limits: Pick<AddressLimits, 'signUps'>;
  readonly clock: Clock;
};

type CreateUser = { readonly username: Username; readonly password: Password; readonly address: Address };

/**
 * Creates a user, in two round trips: the address is counted, whatever comes of it, then the user is put.
 *
 * @throws TooManyAttempts where too many have signed up from that address
 * @throws UsernameTaken
 */
export const createUser =
  ({ users, attempts, hashing, limits, clock }: Dependencies) =>
  async ({ username, password, address }: CreateUser): Promise<Omit<User, 'passwordHash'>> => {
    const attempt = limits.signUps && attemptBy('sign-ups', address, limits.signUps, clock());
    if (attempt && !(await attempts.countOfMany(attempt))) throw new TooManyAttempts(secondsLeft(attempt, clock()));

    const passwordHash = await hashing.hash(password);
    const createdAt = isoTime(clock());
    await users.create({ username, passwordHash, createdAt });
    return { username, createdAt };
  };
