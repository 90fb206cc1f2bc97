import { BatchWriteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Conversation } from '../../lib/messages/conversation.ts';
import { type Message, placeOf } from '../../lib/messages/message.ts';
import { productTable } from '../support/engine.ts';

/** A bookmark, as stored. */
export type Bookmark = { readonly conversation: Conversation; readonly ordinal: number; readonly place: string };

/** How old a message must be for a bookmark to be set over it, in milliseconds. */
const OLD_ENOUGH = 10 * 60_000;

/** The bookmarks of a conversation, by ordinal. */
export async function bookmarksOf(
  database: DynamoDBDocumentClient,
  conversation: Conversation,
): Promise<readonly Bookmark[]> {
  const { Items = [] } = await database.send(
    new QueryCommand({
      TableName: productTable('Bookmarks'),
      KeyConditionExpression: 'conversation = :conversation',
      ExpressionAttributeValues: { ':conversation': conversation },
    }),
  );
  return Items as Bookmark[];
}

/** Deletes those of a conversation's bookmarks that are chosen: all, unless told otherwise. */
export async function deleteBookmarks(
  database: DynamoDBDocumentClient,
  conversation: Conversation,
  isChosen: (bookmark: Bookmark) => boolean = () => true,
): Promise<void> {
  const chosen = (await bookmarksOf(database, conversation)).filter(isChosen);
  for (let start = 0; start < chosen.length; start += 25) {
    const deletions = chosen
      .slice(start, start + 25)
      .map(({ ordinal }) => ({ DeleteRequest: { Key: { conversation, ordinal } } }));
    await database.send(new BatchWriteCommand({ RequestItems: { [productTable('Bookmarks')]: deletions } }));
  }
}

/** What is wrong with bookmarks: each names the message of its ordinal, a multiple of 100, at least 10 minutes old. */
export function bookmarkFaults(bookmarks: readonly Bookmark[], stored: readonly Message[], now: number): string[] {
  return bookmarks.flatMap(({ ordinal, place }) => {
    const message = stored[ordinal - 1];
    if (ordinal % 100 !== 0) return [`there is a bookmark at message ${ordinal}`];
    if (!message || place !== placeOf(message.id))
      return [`bookmark ${ordinal} is at ${place} instead of ${message && placeOf(message.id)}`];
    const isYoung = Date.parse(message.sentAt) > now - OLD_ENOUGH;
    return isYoung ? [`bookmark ${ordinal} is over a message of ${message.sentAt}`] : [];
  });
}
