import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import { tookPlace } from '../dynamodb/conditional.ts';
import type { Conversation } from '../messages/conversation.ts';
import type { Place } from '../messages/message.ts';
import type { Username } from '../users/username.ts';

/** Up to which place each of the two has read, where they have said so. */
export type Receipts = ReadonlyMap<Username, Place>;

export type ReceiptsStore = ReturnType<typeof receiptsStore>;

/** The Receipts table: up to where each of two has read their conversation. */
export function receiptsStore({ send, table }: Dynamodb) {
  const TableName = table('Receipts');

  return {
    /** Moves a receipt forward, never back. Conditional update: 1 write unit. */
    async moveForward(conversation: Conversation, username: Username, readUpTo: Place): Promise<void> {
      await tookPlace(
        send(
          new UpdateCommand({
            TableName,
            Key: { conversation, username },
            UpdateExpression: 'SET readUpTo = :place',
            ConditionExpression: 'attribute_not_exists(readUpTo) OR readUpTo < :place',
            ExpressionAttributeValues: { ':place': readUpTo },
          }),
        ),
      );
    },

    /** The receipts of a conversation. Query, consistent: 1 read unit. */
    async of(conversation: Conversation): Promise<Receipts> {
      const { Items = [] } = await send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'conversation = :conversation',
          ExpressionAttributeValues: { ':conversation': conversation },
          ConsistentRead: true,
        }),
      );
      return new Map(Items.map(({ username, readUpTo }) => [username, readUpTo]));
    },

    /** Removes a receipt. Delete: 1 write unit. */
    async remove(conversation: Conversation, username: Username): Promise<void> {
      await send(new DeleteCommand({ TableName, Key: { conversation, username } }));
    },
  };
}
