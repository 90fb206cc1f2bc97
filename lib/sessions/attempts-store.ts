import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../clock.ts';
import type { Dynamodb } from '../dynamodb/client.ts';
import { Unavailable } from '../dynamodb/unavailable.ts';
import { type Attempt, attemptsKeyOf, MOST_ATTEMPTS, WINDOW } from './attempt.ts';

export type AttemptsStore = ReturnType<typeof attemptsStore>;

/**
 * The Attempts table: an item for each name and window, with the ids of the log-ins that have failed or are under way.
 * A set and not a number, so that an update which the SDK sends again, because its first answer was lost, counts once.
 */
export function attemptsStore({ send, table }: Dynamodb) {
  const update = (attempt: Attempt, change: 'ADD' | 'DELETE', condition?: string) =>
    send(
      new UpdateCommand({
        TableName: table('Attempts'),
        Key: { attemptsKey: attemptsKeyOf(attempt) },
        UpdateExpression: `SET expiresAt = :expiresAt ${change} attempts :mine`,
        ExpressionAttributeValues: {
          // A window later than the window ends: until then a clock that is slow may ask for it.
          ':expiresAt': epochSeconds(attempt.windowEnd + WINDOW),
          ':mine': new Set([attempt.id]),
          ...(condition && { ':id': attempt.id, ':most': MOST_ATTEMPTS }),
        },
        ConditionExpression: condition,
      }),
    );

  return {
    /** Counts an attempt, unless there are as many as may be. Whether it did. Conditional update: 1 write unit. */
    async count(attempt: Attempt): Promise<boolean> {
      try {
        await update(
          attempt,
          'ADD',
          'attribute_not_exists(attempts) OR size(attempts) < :most OR contains(attempts, :id)',
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    /** Takes an attempt back that has not failed. Update: 1 write unit. In the store's trouble it stays counted. */
    async takeBack(attempt: Attempt): Promise<void> {
      try {
        await update(attempt, 'DELETE');
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
      }
    },
  };
}
