import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import type { Caller } from './token.ts';

/** Until when somebody is logged in. */
export type Session = {
  /** Seconds since the Unix epoch; DynamoDB deletes the item some time after. */
  readonly expiresAt: number;
};

export type SessionsStore = ReturnType<typeof sessionsStore>;

/** Where a session is stored. */
const keyOf = ({ username, digest }: Caller) => ({ username, tokenDigest: digest });

/** The Sessions table: by user, and by the digest of the token. */
export function sessionsStore(here: Dynamodb, home: Dynamodb = here) {
  const isHome = home === here;

  const get = async ({ send, table }: Dynamodb, caller: Caller): Promise<Session | undefined> => {
    const command = new GetCommand({ TableName: table('Sessions'), Key: keyOf(caller), ConsistentRead: true });
    const { Item } = await send(command);
    return Item as Session | undefined;
  };

  return {
    /** Stores a session. Put: 1 write unit. */
    async put(caller: Caller, session: Session): Promise<void> {
      const Item = { ...keyOf(caller), ...session };
      await here.send(new PutCommand({ TableName: here.table('Sessions'), Item }));
    },

    /**
     * The session of a token, expired ones included. Get, consistent, so that a log-out holds at once: 1 read unit. Away
     * from home, one that is missing here is looked up at home: another.
     */
    async find(caller: Caller): Promise<Session | undefined> {
      return (await get(here, caller)) ?? (isHome ? undefined : await get(home, caller));
    },

    /** Ends a session. Delete: 1 write unit. */
    async delete(caller: Caller): Promise<void> {
      await here.send(new DeleteCommand({ TableName: here.table('Sessions'), Key: keyOf(caller) }));
    },
  };
}
