import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import { putIf } from '../dynamodb/conditional.ts';
import { UsernameTaken } from './errors.ts';
import type { Username } from './username.ts';

/** A user, as stored. */
export type User = {
  readonly username: Username;
  readonly passwordHash: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
};

export type UsersStore = ReturnType<typeof usersStore>;

/**
 * The Users table. A name is taken in the home region only, because two regions must not hand out the same one; in any
 * other region a name that has not been replicated yet is looked up at home.
 */
export function usersStore(here: Dynamodb, home: Dynamodb = here) {
  const isHome = home === here;

  const get = async ({ send, table }: Dynamodb, username: Username, consistent: boolean): Promise<User | undefined> => {
    const { Item } = await send(
      new GetCommand({
        TableName: table('Users'),
        Key: { username },
        ConsistentRead: consistent,
        ProjectionExpression: 'username, passwordHash, createdAt',
      }),
    );
    return Item as User | undefined;
  };

  return {
    /**
     * Stores a new user, at home. One conditional put: 1 write unit.
     *
     * @throws UsernameTaken if somebody else has the name
     */
    async create(user: User): Promise<void> {
      const put = { table: 'Users', item: user, condition: 'attribute_not_exists(username)' } as const;
      if (!(await putIf(home, put))) throw new UsernameTaken(user.username);
    },

    /**
     * A user, strongly consistent, so that one who does not exist takes no second look: 1 read unit. Away from home, here
     * and at home are asked side by side, always, so that the time tells nothing: half a read unit more.
     *
     * @throws Unavailable where the user is not known here and home cannot be reached
     */
    async find(username: Username): Promise<User | undefined> {
      if (isHome) return get(home, username, true);
      const [local, atHome] = await Promise.allSettled([get(here, username, false), get(home, username, true)]);
      if (local.status === 'rejected') throw local.reason;
      if (local.value) return local.value;
      if (atHome.status === 'rejected') throw atHome.reason;
      return atHome.value;
    },

    /** Whether there is such a user: half a read unit, and one more, at home, where the cheap read misses it. */
    async exists(username: Username): Promise<boolean> {
      return Boolean((await get(here, username, false)) ?? (await get(home, username, true)));
    },
  };
}
