import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
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

/** The Users table. */
export function usersStore({ send, table }: Dynamodb) {
  const TableName = table('Users');

  const get = async (username: Username, consistent: boolean): Promise<User | undefined> => {
    const { Item } = await send(
      new GetCommand({
        TableName,
        Key: { username },
        ConsistentRead: consistent,
        ProjectionExpression: 'username, passwordHash, createdAt',
      }),
    );
    return Item as User | undefined;
  };

  return {
    /**
     * Stores a new user. One conditional put: 1 write unit.
     *
     * The nonce is this request's own: when the SDK sends the put again because the first answer was lost, the
     * item it meets is its own, and that is a success.
     *
     * @throws UsernameTaken if somebody else has the name
     */
    async create(user: User, nonce: string): Promise<void> {
      try {
        await send(
          new PutCommand({
            TableName,
            Item: { ...user, nonce },
            ConditionExpression: 'attribute_not_exists(username) OR nonce = :mine',
            ExpressionAttributeValues: { ':mine': nonce },
          }),
        );
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) throw new UsernameTaken(user.username);
        throw error;
      }
    },

    /** A user, eventually consistent: half a read unit. May miss one that was created a moment ago. */
    find: (username: Username) => get(username, false),

    /** A user, strongly consistent: 1 read unit. */
    findConsistently: (username: Username) => get(username, true),

    /** Whether there is such a user: half a read unit, and one more where the cheap read misses it. */
    async exists(username: Username): Promise<boolean> {
      return Boolean((await get(username, false)) ?? (await get(username, true)));
    },
  };
}
