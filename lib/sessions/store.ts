import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import type { Username } from '../users/username.ts';
import type { TokenDigest } from './token.ts';

/** Who is logged in, and until when. */
export type Session = {
  readonly username: Username;
  /** Seconds since the Unix epoch; DynamoDB deletes the item some time after. */
  readonly expiresAt: number;
};

export type SessionsStore = ReturnType<typeof sessionsStore>;

/** The Sessions table. */
export function sessionsStore({ send, table }: Dynamodb) {
  const TableName = table('Sessions');

  return {
    /** Stores a session. Put: 1 write unit. */
    async put(tokenDigest: TokenDigest, session: Session): Promise<void> {
      await send(new PutCommand({ TableName, Item: { tokenDigest, ...session } }));
    },

    /** The session of a token, expired ones included. Get, consistent, so that a log-out holds at once: 1 read unit. */
    async find(tokenDigest: TokenDigest): Promise<Session | undefined> {
      const { Item } = await send(new GetCommand({ TableName, Key: { tokenDigest }, ConsistentRead: true }));
      return Item as Session | undefined;
    },

    /** Ends a session. Delete: 1 write unit. */
    async delete(tokenDigest: TokenDigest): Promise<void> {
      await send(new DeleteCommand({ TableName, Key: { tokenDigest } }));
    },
  };
}
