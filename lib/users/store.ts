import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import { putIf } from '../dynamodb/conditional.ts';
import { Unavailable } from '../dynamodb/unavailable.ts';
import { UsernameTaken } from './errors.ts';
import type { Username } from './username.ts';

/** A user, as stored. */
export type User = {
  readonly username: Username;
  readonly passwordHash: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
};

/** What stays of a deleted user, so that nobody gets the name again. */
type Tombstone = { readonly username: Username; readonly deletedAt: string };

/** A user as far as it is known: whether the home region, whose copy counts, has been heard. */
export type Found = { readonly user: User | undefined; readonly isConfirmed: boolean };

export type UsersStore = ReturnType<typeof usersStore>;

const aliveIn = (item: User | Tombstone | undefined): User | undefined =>
  item && !('deletedAt' in item) ? item : undefined;

/**
 * The Users table. All its writes are made in the home region only, because two regions must not hand out one name; any
 * other region looks a name up at home that has not been replicated to it yet. A deleted user is none.
 */
export function usersStore(here: Dynamodb, home: Dynamodb = here) {
  const isHome = home === here;

  const get = async ({ send, table }: Dynamodb, username: Username): Promise<User | Tombstone | undefined> => {
    const { Item } = await send(new GetCommand({ TableName: table('Users'), Key: { username }, ConsistentRead: true }));
    return Item as User | Tombstone | undefined;
  };

  return {
    /**
     * Stores a new user, at home. One conditional put: 1 write unit.
     *
     * @throws UsernameTaken if somebody else has the name, or had it and was deleted
     */
    async create(user: User): Promise<void> {
      const put = { table: 'Users', item: user, condition: 'attribute_not_exists(username)' } as const;
      if (!(await putIf(home, put))) throw new UsernameTaken(user.username);
    },

    /**
     * A user whose password is to be compared. Get, consistent: 1 read unit. Away from home, both regions are always asked
     * at the same time, so that the time taken reveals nothing: 1 read unit more. If both have a copy, home's counts.
     *
     * @throws Unavailable where the user is not known here and home cannot be reached
     */
    async find(username: Username): Promise<Found> {
      if (isHome) return { user: aliveIn(await get(home, username)), isConfirmed: true };
      const [local, atHome] = await Promise.allSettled([get(here, username), get(home, username)]);
      if (atHome.status === 'fulfilled') return { user: aliveIn(atHome.value), isConfirmed: true };
      if (!(atHome.reason instanceof Unavailable) || local.status === 'rejected' || !local.value) throw atHome.reason;
      return { user: aliveIn(local.value), isConfirmed: false };
    },

    /**
     * Whether a user is still there, and has still the same password. Get at home, consistent: 1 read unit. Undefined where
     * home cannot be reached from another region.
     */
    async isStill({ username, passwordHash }: User): Promise<boolean | undefined> {
      try {
        return aliveIn(await get(home, username))?.passwordHash === passwordHash;
      } catch (error) {
        if (isHome || !(error instanceof Unavailable)) throw error;
        return undefined;
      }
    },

    /** Whether there is such a user: 1 read unit, and one more, at home, where the name is not known here. */
    async exists(username: Username): Promise<boolean> {
      return aliveIn((await get(here, username)) ?? (isHome ? undefined : await get(home, username))) !== undefined;
    },

    /**
     * Gives a user another password, at home, unless somebody else has done so, or has deleted them. Whether it did. One
     * conditional put: 1 write unit.
     */
    changePassword: (user: User, passwordHash: string): Promise<boolean> =>
      putIf(home, {
        table: 'Users',
        item: { ...user, passwordHash },
        condition: 'passwordHash = :compared',
        values: { ':compared': user.passwordHash },
      }),

    /**
     * Deletes a user, at home: their name stays taken. Put: 1 write unit. It needs no condition, because nothing is stored
     * after it: it may be stored twice, or late.
     */
    async delete(username: Username, deletedAt: string): Promise<void> {
      const Item: Tombstone = { username, deletedAt };
      await home.send(new PutCommand({ TableName: home.table('Users'), Item }));
    },
  };
}
