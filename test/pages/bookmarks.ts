import { BatchWriteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Conversation } from '../../lib/messages/conversation.ts';
import { type Message, placeOf } from '../../lib/messages/message.ts';
import { productTable } from '../support/engine.ts';

/** A bookmark as stored, once by its ordinal and once more by its place; or how many messages have been counted. */
export type Bookmark = {
  readonly conversation: string;
  readonly position: string;
  readonly ordinal: number;
  readonly place: string;
  readonly counted?: number;
};

/** How old a message must be for a bookmark to be set over it, in milliseconds. */
const OLD_ENOUGH = 10 * 60_000;

/** The bookmarks of a conversation and a generation, by ordinal and then by place. */
export async function bookmarkItemsOf(
  database: DynamoDBDocumentClient,
  conversation: Conversation,
  generation = '1',
): Promise<readonly Bookmark[]> {
  const { Items = [] } = await database.send(
    new QueryCommand({
      TableName: productTable('Bookmarks'),
      KeyConditionExpression: 'conversation = :conversation',
      ExpressionAttributeValues: { ':conversation': `${conversation}#${generation}` },
    }),
  );
  return Items as Bookmark[];
}

/** The bookmarks of a conversation, by ordinal. */
export const bookmarksOf = async (
  database: DynamoDBDocumentClient,
  conversation: Conversation,
  generation = '1',
): Promise<readonly Bookmark[]> =>
  (await bookmarkItemsOf(database, conversation, generation)).filter(
    ({ position, ordinal }) => ordinal !== undefined && position.startsWith('ordinal'),
  );

/** Deletes those of a conversation's bookmarks that are chosen, of either kind, and what was counted: all, unless told otherwise. */
export async function deleteBookmarks(
  database: DynamoDBDocumentClient,
  conversation: Conversation,
  isChosen: (bookmark: Bookmark) => boolean = () => true,
): Promise<void> {
  const chosen = (await bookmarkItemsOf(database, conversation)).filter(isChosen);
  for (let start = 0; start < chosen.length; start += 25) {
    const deletions = chosen
      .slice(start, start + 25)
      .map(({ conversation, position }) => ({ DeleteRequest: { Key: { conversation, position } } }));
    await database.send(new BatchWriteCommand({ RequestItems: { [productTable('Bookmarks')]: deletions } }));
  }
}

/** What is wrong with the items of bookmarks: each names the message of its ordinal, a multiple of 100, at least 10 minutes old. */
export function bookmarkFaults(bookmarks: readonly Bookmark[], stored: readonly Message[], now: number): string[] {
  return bookmarks.flatMap(({ position, ordinal, place, counted }) => {
    if (counted !== undefined) return counted > stored.length ? [`${counted} of ${stored.length} are counted`] : [];
    if (!position.includes(place) && Number(position.split('#')[1]) !== ordinal)
      return [`${ordinal} is at ${position}`];
    const message = stored[ordinal - 1];
    if (ordinal % 100 !== 0) return [`there is a bookmark at message ${ordinal}`];
    if (!message || place !== placeOf(message.id))
      return [`bookmark ${ordinal} is at ${place} instead of ${message && placeOf(message.id)}`];
    const isYoung = Date.parse(message.sentAt) > now - OLD_ENOUGH;
    return isYoung ? [`bookmark ${ordinal} is over a message of ${message.sentAt}`] : [];
  });
}
