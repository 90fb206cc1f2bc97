import { GetCommand, PutCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../clock.ts';
import type { Dynamodb } from '../dynamodb/client.ts';
import { tookPlace } from '../dynamodb/conditional.ts';
import type { Username } from '../users/username.ts';
import { inOrder } from './content.ts';
import type { Conversation } from './conversation.ts';
import { inTime } from './in-time.ts';
import { idAt, type Message, type Place, placeOf, timeOf } from './message.ts';

/** A message as stored: its id stands in the sort key only. */
type MessageItem = Omit<Message, 'id' | 'sentAt'> & { readonly conversation: Conversation; readonly sentAt: Place };

/** `void` is a reserved word: an item that has it is no message, and keeps its place free of one for ever. */
const names = { '#void': 'void' };
const IS_NO_VOID = 'attribute_not_exists(#void)';

const toItem = (conversation: Conversation, { id, sentAt: _, ...rest }: Message): MessageItem => ({
  conversation,
  sentAt: placeOf(id),
  ...rest,
});

const toMessage = ({ sentAt: place, sender, recipient, content }: MessageItem): Message => {
  const id = idAt(place);
  return { id, sender, recipient, sentAt: place.slice(0, place.indexOf('#')), content: inOrder(content) };
};

/** A stretch of a conversation: up to `limit` messages, from a place (or an end) towards older or newer ones. */
export type Stretch = {
  readonly towards: 'older' | 'newer';
  /** Where it begins, inclusively. Without it: at the newest message for `older`, at the oldest for `newer`. */
  readonly from?: Place | undefined;
  /** Where it ends at the latest, inclusively; it goes with `from`. */
  readonly until?: Place | undefined;
  readonly limit: number;
  /** Whether it must show what was acknowledged a moment ago, at twice the price. */
  readonly consistent: boolean;
};

/** More messages than any read of 1 MB returns; DynamoDB takes no limit beyond 32 bits. */
const HIGHEST_LIMIT = 1_000_000;

/** How a query reads. */
type How = Pick<
  QueryCommandInput,
  'ScanIndexForward' | 'Limit' | 'ConsistentRead' | 'ExclusiveStartKey' | 'ProjectionExpression'
>;

/** Which places of a conversation a query reads: a condition to follow that on the conversation, and its values. */
type Range = { readonly condition: string; readonly values: Readonly<Record<string, Place>> };

const ALL: Range = { condition: '', values: {} };

/** From one place to another, both included; an end that is left out is open. */
function between(lowest: Place | undefined, highest: Place | undefined): Range {
  if (lowest && highest) {
    return {
      condition: ' AND sentAt BETWEEN :lowest AND :highest',
      values: { ':lowest': lowest, ':highest': highest },
    };
  }
  if (lowest) return { condition: ' AND sentAt >= :lowest', values: { ':lowest': lowest } };
  return highest ? { condition: ' AND sentAt <= :highest', values: { ':highest': highest } } : ALL;
}

/** Behind a place, or everything. */
const behind = (place: Place | undefined): Range =>
  place ? { condition: ' AND sentAt > :place', values: { ':place': place } } : ALL;

export type MessagesStore = ReturnType<typeof messagesStore>;

/** The Messages table. */
export function messagesStore({ send, table }: Dynamodb, clock: Clock) {
  const TableName = table('Messages');

  /** Every query leaves voids out, so what it reads may come back short, or empty, though more messages follow. */
  const query = (conversation: Conversation, { condition, values }: Range, how: How) =>
    send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: `conversation = :conversation${condition}`,
        FilterExpression: IS_NO_VOID,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':conversation': conversation, ...values },
        ...how,
      }),
    );

  /**
   * The items of a stretch, nearest first, in the portions of at most 1 MB that DynamoDB reads. One query a portion:
   * 1 read unit per 4 KB, half that where not consistent.
   */
  async function* portions<Item = MessageItem>(
    conversation: Conversation,
    { towards, from, until, limit, consistent }: Stretch,
    projection?: string,
  ): AsyncGenerator<Item[]> {
    const [lowest, highest] = towards === 'newer' ? [from, until] : [until, from];
    if (lowest && highest && lowest > highest) return;
    let left = limit;
    let last: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await query(conversation, between(lowest, highest), {
        ScanIndexForward: towards === 'newer',
        Limit: Math.min(left, HIGHEST_LIMIT),
        ConsistentRead: consistent,
        ExclusiveStartKey: last,
        ProjectionExpression: projection,
      });
      yield Items as Item[];
      left -= Items.length;
      last = LastEvaluatedKey;
    } while (last && left > 0);
  }

  return {
    /**
     * Stores a message, unless its place is fenced. Whether it is stored. Conditional put: 1 write unit per KB. The place is
     * the message's own, so putting it twice stores it once.
     *
     * @throws TooLate where an attempt would begin more than 20 s after the message's time
     */
    async put(conversation: Conversation, message: Message): Promise<boolean> {
      const command = new PutCommand({
        TableName,
        Item: toItem(conversation, message),
        ConditionExpression: IS_NO_VOID,
        ExpressionAttributeNames: names,
      });
      command.middlewareStack.addRelativeTo(inTime(timeOf(message.id), clock), {
        name: 'inTime',
        relation: 'before',
        toMiddleware: 'httpSigningMiddleware',
        // The document client applies a command's middleware twice.
        override: true,
      });
      return tookPlace(send(command));
    },

    /**
     * Fences a place: puts a void there, unless a message is there, and whatever was on its way to that place fails. Whether
     * it did. Conditional put: 1 write unit.
     */
    fence: (conversation: Conversation, place: Place): Promise<boolean> =>
      tookPlace(
        send(
          new PutCommand({
            TableName,
            Item: { conversation, sentAt: place, void: true },
            ConditionExpression: 'attribute_not_exists(sender)',
          }),
        ),
      ),

    /** The message at a place. Get, consistent: 1 read unit per 4 KB. */
    async find(conversation: Conversation, place: Place): Promise<Message | undefined> {
      const Key = { conversation, sentAt: place };
      const { Item } = await send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item && !Item.void ? toMessage(Item as MessageItem) : undefined;
    },

    /** The place of a conversation's newest message. Query, newest first, limit 1, consistent: 1 read unit per 4 KB. */
    async newestOf(conversation: Conversation): Promise<Place | undefined> {
      const newest: Stretch = { towards: 'older', limit: 1, consistent: true };
      for await (const [message] of portions(conversation, newest, 'sentAt')) if (message) return message.sentAt;
      return undefined;
    },

    /** A conversation's newest message. Query, newest first, limit 1, consistent: 1 read unit per 4 KB. */
    async newestMessageOf(conversation: Conversation): Promise<Message | undefined> {
      const newest: Stretch = { towards: 'older', limit: 1, consistent: true };
      for await (const [item] of portions(conversation, newest)) if (item) return toMessage(item);
      return undefined;
    },

    /**
     * Who sent the messages next behind a place, or from the beginning on, up to `limit` of them. One consistent query of at
     * most 1 MB: 1 read unit per 4 KB. Whether it was cut at that size, before it came to the end or to the limit.
     */
    async nextBehind(
      conversation: Conversation,
      place: Place | undefined,
      limit: number,
    ): Promise<{ readonly senders: readonly Username[]; readonly isCut: boolean }> {
      const senders: Username[] = [];
      let last: Record<string, unknown> | undefined;
      do {
        const wanted = limit - senders.length;
        const {
          Items = [],
          ScannedCount = 0,
          LastEvaluatedKey,
        } = await query(conversation, behind(place), {
          Limit: wanted,
          ConsistentRead: true,
          ExclusiveStartKey: last,
          ProjectionExpression: 'sender',
        });
        senders.push(...Items.map(({ sender }) => sender));
        if (LastEvaluatedKey && ScannedCount < wanted) return { senders, isCut: true };
        last = LastEvaluatedKey;
        // Only voids, which are few, leave fewer than were wanted, and go on to another query.
      } while (last && senders.length < limit);
      return { senders, isCut: false };
    },

    /** The messages of a stretch, nearest first, in portions: see {@link portions}. */
    async *read(conversation: Conversation, stretch: Stretch): AsyncGenerator<Message[]> {
      for await (const items of portions(conversation, stretch)) yield items.map(toMessage);
    },

    /** The places of a stretch's messages, in portions. It costs what reading them costs. */
    async *places(conversation: Conversation, stretch: Stretch): AsyncGenerator<Place[]> {
      for await (const items of portions(conversation, stretch, 'sentAt')) yield items.map(({ sentAt }) => sentAt);
    },
  };
}
