import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import type { Conversation } from '../messages/conversation.ts';
import type { Place } from '../messages/message.ts';

/** The place of a conversation's message of that ordinal, counted from the oldest, which is 1. It never moves. */
export type Bookmark = { readonly ordinal: number; readonly place: Place };

export type BookmarksStore = ReturnType<typeof bookmarksStore>;

/** The Bookmarks table: derived from Messages, and free to be deleted. */
export function bookmarksStore({ send, table }: Dynamodb) {
  const TableName = table('Bookmarks');

  return {
    /**
     * The highest bookmarks up to an ordinal, highest first. Query backwards: half a read unit. One that was set a moment
     * ago may be missing, which costs a longer walk and nothing else.
     */
    async upTo(conversation: Conversation, ordinal: number, limit: number): Promise<Bookmark[]> {
      const { Items = [] } = await send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'conversation = :conversation AND ordinal <= :ordinal',
          ExpressionAttributeValues: { ':conversation': conversation, ':ordinal': ordinal },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return Items.map(({ ordinal, place }) => ({ ordinal, place }));
    },

    /** Sets a bookmark. Put: 1 write unit. Two readers that set the same one write the same. */
    async set(conversation: Conversation, bookmark: Bookmark): Promise<void> {
      await send(new PutCommand({ TableName, Item: { conversation, ...bookmark } }));
    },
  };
}
