import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { Dynamodb } from '../../../lib/dynamodb/client.ts';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import { type MessageId, placeOf } from '../../../lib/messages/message.ts';
import type { Username } from '../../../lib/users/username.ts';
import { diceOf } from '../../pages/dice.ts';
import type { Person } from '../../support/api.ts';
import { itemSize } from './item-size.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Over how long a conversation is spread. */
export const SPREAD = 180 * DAY;

/** How many messages of the last 10 minutes a conversation has, unless told: those that no bookmark counts yet. */
const RECENT = 60;

/** How many characters a text may have. */
const LONGEST_TEXT = 4000;

/** Batches under way at once: more of them gain nothing, for the engine has one thread. */
const PARALLEL = 8;

type Load = {
  readonly people: readonly [Person, Person];
  readonly count: number;
  /** Bytes per item, on average. */
  readonly bytes: number;
  readonly recent?: number | undefined;
  readonly seed: number;
  readonly onProgress?: (loaded: number) => void;
};

/** Writes a conversation straight into the engine, oldest first. Gives what an item takes, in bytes on average. */
export async function load(
  { client, table }: Dynamodb,
  { people, count, bytes, seed, recent: most = RECENT, onProgress }: Load,
) {
  const [alice, bob] = people;
  const conversation = conversationOf(alice.username as Username, bob.username as Username);
  const names = [alice.username, bob.username] as const;
  const dice = diceOf(seed);
  const now = Date.now();
  const recent = Math.min(most, Math.floor(count / 10));
  const older = count - recent;

  /** Evenly over the months, then evenly over the last minutes. */
  const timeOf = (index: number) =>
    Math.floor(
      index < older
        ? now - SPREAD + (index / older) * (SPREAD - 15 * MINUTE)
        : now - 8 * MINUTE + ((index - older) / recent) * 7 * MINUTE,
    );

  const itemWith = (index: number, length: number) => {
    const [sender, recipient] = index % 2 === 0 ? names : names.toReversed();
    const sentAt = placeOf(ulid(timeOf(index), dice) as MessageId);
    return { conversation, sentAt, sender, recipient, content: { type: 'text', text: 'x'.repeat(length) } };
  };
  const average = Math.max(1, bytes - itemSize(itemWith(0, 0) as never));
  // No text is longer than a text may be.
  const spread = Math.min(0.8, LONGEST_TEXT / average - 1);

  let next = 0;
  let total = 0;
  const write = async () => {
    while (next < count) {
      const size = Math.min(25, count - next);
      const items = Array.from({ length: size }, (_, index) =>
        itemWith(next + index, Math.max(1, Math.floor(average * (1 - spread + 2 * spread * dice())))),
      );
      next += size;
      total += items.reduce((sum, item) => sum + itemSize(item as never), 0);
      const puts = items.map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [table('Messages')]: puts } }));
      onProgress?.(next);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, write));
  return total / count;
}
