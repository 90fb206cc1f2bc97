import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../clock.ts';
import type { Dynamodb } from '../dynamodb/client.ts';
import { tookPlace } from '../dynamodb/conditional.ts';
import { Unavailable } from '../dynamodb/unavailable.ts';
import type { Username } from '../users/username.ts';
import type { Address } from './address.ts';
import { type Attempt, acquaintanceKey } from './limits.ts';

/** That somebody has logged in from an address. */
export type Acquaintance = {
  /** The salt of the password that they logged in with. */
  readonly salt: string;
  /** Seconds since the Unix epoch. */
  readonly expiresAt: number;
};

export type AttemptsStore = ReturnType<typeof attemptsStore>;

/**
 * The Attempts table: an item for whatever is counted, and its window of time, with the ids of the attempts. Ids and not
 * only a number, so that an update which the SDK sends again, because its first answer was lost, counts once.
 */
export function attemptsStore({ send, table }: Dynamodb) {
  const TableName = table('Attempts');

  const update = (
    { key, windowEnd, window }: Attempt,
    change: string,
    values: Record<string, unknown>,
    { names, condition }: { names?: Record<string, string>; condition?: string } = {},
  ) =>
    send(
      new UpdateCommand({
        TableName,
        Key: { attemptsKey: key },
        UpdateExpression: `SET expiresAt = :expiresAt ${change}`,
        // Up to an hour longer than the window: until then a clock that is slow may ask for it.
        ExpressionAttributeValues: { ':expiresAt': epochSeconds(windowEnd + window), ...values },
        ExpressionAttributeNames: names,
        ConditionExpression: condition,
      }),
    );

  const get = async (attemptsKey: string) => {
    const { Item } = await send(new GetCommand({ TableName, Key: { attemptsKey }, ConsistentRead: true }));
    return Item;
  };

  return {
    /** Counts an attempt, unless there are as many as may be. Whether it did. Conditional update: 1 write unit. */
    count(attempt: Attempt): Promise<boolean> {
      const values = { ':mine': new Set([attempt.id]), ':id': attempt.id, ':most': attempt.most };
      const condition = 'attribute_not_exists(attempts) OR size(attempts) < :most OR contains(attempts, :id)';
      return tookPlace(update(attempt, 'ADD attempts :mine', values, { condition }));
    },

    /**
     * Takes an attempt back that turned out not to count, or never was. Update: 1 write unit. In the store's trouble it
     * stays counted.
     */
    async takeBack(attempt: Attempt): Promise<void> {
      await unlessUnavailable(update(attempt, 'DELETE attempts :mine', { ':mine': new Set([attempt.id]) }));
    },

    /**
     * The same as `count` for what is counted by the thousand, and never taken back. Conditional update: 1 write unit as
     * long as the last 40 seconds had fewer than some 100; where it fails, a get more.
     */
    async countOfMany(attempt: Attempt): Promise<boolean> {
      const { current, nextButOne } = slotsOf(attempt);
      const values = { ':one': 1, ':mine': new Set([attempt.id]), ':id': attempt.id, ':most': attempt.most };
      const condition =
        '(attribute_not_exists(attempts) OR attempts < :most) AND ' +
        '(attribute_not_exists(#current) OR NOT contains(#current, :id))';
      const names = { '#current': current, '#nextButOne': nextButOne };
      const change = 'ADD attempts :one, #current :mine REMOVE #nextButOne';
      if (await tookPlace(update(attempt, change, values, { names, condition }))) return true;

      // Full, or counted by the SDK's first try, whose answer was lost.
      const item = await get(attempt.key);
      return (item?.[current] as ReadonlySet<string> | undefined)?.has(attempt.id) ?? false;
    },

    /** What is remembered of somebody's log-ins from an address. Get, consistent: 1 read unit. */
    async findAcquaintance(username: Username, address: Address): Promise<Acquaintance | undefined> {
      return (await get(acquaintanceKey(username, address))) as Acquaintance | undefined;
    },

    /** Remembers a log-in from an address. Put: 1 write unit. In the store's trouble it is not remembered. */
    async putAcquaintance(username: Username, address: Address, acquaintance: Acquaintance): Promise<void> {
      const Item = { attemptsKey: acquaintanceKey(username, address), ...acquaintance };
      await unlessUnavailable(send(new PutCommand({ TableName, Item })));
    },
  };
}

/** How long a slot takes the ids of attempts, in milliseconds: several times what the SDK's tries of one update may take. */
const SLOT = 20_000;

/**
 * Where the ids of what is counted by the thousand stand: those of the last slots of time only, for no later try of the SDK
 * can ask for others. Of four slots in turn, each update clears the one that is not used before 20 s from now, by a clock
 * that is 20 s fast or slow too.
 */
function slotsOf({ now }: Attempt) {
  const slot = Math.floor(now / SLOT);
  return { current: `ids${slot % 4}`, nextButOne: `ids${(slot + 2) % 4}` };
}

async function unlessUnavailable(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
  }
}
