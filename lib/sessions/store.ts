import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import { tookPlace } from '../dynamodb/conditional.ts';
import { Unavailable } from '../dynamodb/unavailable.ts';
import type { Username } from '../users/username.ts';
import type { Caller, TokenDigest } from './token.ts';

/** That somebody is logged in. */
export type Session = {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Seconds since the Unix epoch; DynamoDB deletes the item some time after. */
  readonly expiresAt: number;
  /** Set once its user is being deleted: it is good for going on with that, and for nothing else. */
  readonly deletesUser?: true;
};

/** Where a session is stored. */
type SessionKey = { readonly username: Username; readonly tokenDigest: TokenDigest };

/** A session as stored, or what takes its place when it has ended: a put of it that was held back must not bring it back. */
type SessionItem = SessionKey & (Session | { readonly ended: true; readonly expiresAt: number });

export type SessionsStore = ReturnType<typeof sessionsStore>;

const keyOf = ({ username, digest }: Caller): SessionKey => ({ username, tokenDigest: digest });

const openIn = (item: SessionItem | undefined): Session | undefined => {
  if (!item || 'ended' in item) return undefined;
  const { username: _, tokenDigest: __, ...session } = item;
  return session;
};

/**
 * The Sessions table: by user, and by the digest of the token. Away from home a session is stored at home first, then here,
 * so a query at home finds all sessions of a user.
 */
export function sessionsStore(here: Dynamodb, home: Dynamodb = here) {
  const isHome = home === here;

  const get = async ({ send, table }: Dynamodb, caller: Caller): Promise<SessionItem | undefined> => {
    const command = new GetCommand({ TableName: table('Sessions'), Key: keyOf(caller), ConsistentRead: true });
    const { Item } = await send(command);
    return Item as SessionItem | undefined;
  };

  const put = async ({ send, table }: Dynamodb, Item: SessionItem, ConditionExpression?: string): Promise<void> => {
    await send(new PutCommand({ TableName: table('Sessions'), Item, ConditionExpression }));
  };

  /** A put whose condition may fail, and then need not be done. Whether it was. */
  const putUnless = (
    where: Dynamodb,
    item: SessionItem,
    ...attributes: ('username' | 'ended' | 'deletesUser')[]
  ): Promise<boolean> =>
    tookPlace(put(where, item, attributes.map((attribute) => `attribute_not_exists(${attribute})`).join(' AND ')));

  return {
    /**
     * Stores a new session, at home. Conditional put: 1 write unit. Nobody else knows the token: what the put finds in its
     * place is itself, sent before by the SDK, or that it has been ended meanwhile, which it must not undo. So it needs no
     * nonce, with which an attempt that was held back would write the session again: away from home, that is a later write
     * than its end at home. Whether it was done, which away from home it is not while home cannot be reached.
     */
    async putAtHome(caller: Caller, session: Session): Promise<boolean> {
      try {
        await putUnless(home, { ...keyOf(caller), ...session }, 'username');
        return true;
      } catch (error) {
        if (isHome || !(error instanceof Unavailable)) throw error;
        return false;
      }
    },

    /** Stores a new session here, where that is not home. Conditional put: 1 write unit. */
    async putHere(caller: Caller, session: Session): Promise<void> {
      if (!isHome) await putUnless(here, { ...keyOf(caller), ...session }, 'username');
    },

    /**
     * Stores a session with something changed, unless it has ended, here or at home. Whether it did. Conditional
     * put: 1 write unit, away from home 2.
     */
    async replace(caller: Caller, session: Session): Promise<boolean> {
      const item = { ...keyOf(caller), ...session };
      return (await putUnless(home, item, 'ended')) && (isHome || putUnless(here, item, 'ended'));
    },

    /**
     * Lets a new session that home knows, but could not confirm, end sooner. Conditional put here: 1 write unit. One that is
     * held back finds it ended, or deleting its user, and changes nothing.
     */
    async replaceHere(caller: Caller, session: Session): Promise<void> {
      await putUnless(here, { ...keyOf(caller), ...session }, 'ended', 'deletesUser');
    },

    /**
     * The session of a token, expired ones included. Get, consistent, so that a log-out holds at once: 1 read unit. Away
     * from home, one that is missing here is looked up at home: another.
     */
    async find(caller: Caller): Promise<Session | undefined> {
      return openIn((await get(here, caller)) ?? (isHome ? undefined : await get(home, caller)));
    },

    /**
     * The sessions of a user that have not ended, expired ones included, in the portions of at most 1 MB that DynamoDB reads.
     * Query at home, consistent: 1 read unit for some 20 sessions.
     */
    async *openOf(username: Username): AsyncGenerator<{ caller: Caller; session: Session }[]> {
      let last: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await home.send(
          new QueryCommand({
            TableName: home.table('Sessions'),
            KeyConditionExpression: 'username = :username',
            FilterExpression: 'attribute_not_exists(ended)',
            ExpressionAttributeValues: { ':username': username },
            ConsistentRead: true,
            ExclusiveStartKey: last,
          }),
        );
        yield (Items as (SessionKey & Session)[]).map(({ username, tokenDigest, ...session }) => ({
          caller: { username, digest: tokenDigest },
          session,
        }));
        last = LastEvaluatedKey;
      } while (last);
    },

    /**
     * Ends a session. Put without a condition, because nothing is stored after it: 1 write unit, away from home 2. Replication
     * would end it at home as well, but later, and a put that is held back there could come first.
     */
    async end(caller: Caller, { expiresAt }: Pick<Session, 'expiresAt'>): Promise<void> {
      const item = { ...keyOf(caller), ended: true, expiresAt } as const;
      await put(here, item);
      if (!isHome) await put(home, item);
    },
  };
}
