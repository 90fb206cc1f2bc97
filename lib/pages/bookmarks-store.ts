import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import type { Conversation } from '../messages/conversation.ts';
import type { Place } from '../messages/message.ts';

/** The place of a conversation's message of that ordinal, counted from the oldest, which is 1. It never moves. */
export type Bookmark = { readonly ordinal: number; readonly place: Place };

/** What is known of a conversation's end: its highest bookmark, and how many messages there are at least. */
export type LastBookmark = { readonly last: Bookmark | undefined; readonly counted: number };

export type BookmarksStore = ReturnType<typeof bookmarksStore>;

/** Ordinals as texts that sort as they do: 16 digits hold all whole numbers up to 2^53. */
const byOrdinal = (ordinal: number) => `ordinal#${String(ordinal).padStart(16, '0')}`;
const byPlace = (place: Place | '') => `place#${place}`;

/** Sorts right behind all ordinals, so that one query gives both it and the highest bookmark. */
const COUNTED = 'ordinal#counted';

/**
 * The Bookmarks table: derived from Messages, and free to be deleted. Each bookmark is there twice, by its ordinal and by
 * its place. The key carries a generation: bookmarks of another one are neither seen nor overwritten.
 */
export function bookmarksStore({ send, table }: Dynamodb, generation: string) {
  const TableName = table('Bookmarks');
  const keyOf = (conversation: Conversation) => `${conversation}#${generation}`;

  /** Items between two positions, inclusively, from the first named one on. Query: half a read unit. */
  async function between(conversation: Conversation, from: string, to: string, limit: number) {
    const [low, high] = from < to ? [from, to] : [to, from];
    const { Items = [] } = await send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'conversation = :conversation AND #position BETWEEN :low AND :high',
        ExpressionAttributeNames: { '#position': 'position' },
        ExpressionAttributeValues: { ':conversation': keyOf(conversation), ':low': low, ':high': high },
        ScanIndexForward: from < to,
        Limit: limit,
      }),
    );
    return Items;
  }

  async function nearest(conversation: Conversation, from: string, to: string): Promise<Bookmark | undefined> {
    const [item] = await between(conversation, from, to, 1);
    return item && toBookmark(item);
  }

  const put = (conversation: Conversation, position: string, values: Readonly<Record<string, unknown>>) =>
    send(new PutCommand({ TableName, Item: { conversation: keyOf(conversation), position, ...values } }));

  return {
    /** The highest bookmark, and how many messages there are at least. Query backwards: half a read unit. */
    async last(conversation: Conversation): Promise<LastBookmark> {
      const items = await between(conversation, COUNTED, byOrdinal(0), 2);
      const bookmark = items.find(({ position }) => position !== COUNTED);
      const last = bookmark && toBookmark(bookmark);
      const kept = items.find(({ position }) => position === COUNTED);
      return { last, counted: Math.max(kept?.counted ?? 0, last?.ordinal ?? 0) };
    },

    /** The highest bookmark up to an ordinal. Query backwards: half a read unit. */
    upTo: (conversation: Conversation, ordinal: number) => nearest(conversation, byOrdinal(ordinal), byOrdinal(0)),

    /** The lowest bookmark from an ordinal on. Query: half a read unit. */
    from: (conversation: Conversation, ordinal: number) =>
      nearest(conversation, byOrdinal(ordinal), byOrdinal(Number.MAX_SAFE_INTEGER)),

    /** The highest bookmark up to a place. Query backwards: half a read unit. */
    before: (conversation: Conversation, place: Place) => nearest(conversation, byPlace(place), byPlace('')),

    /** Sets a bookmark. Two puts: 2 write units. Two readers that set the same one write the same. */
    async set(conversation: Conversation, bookmark: Bookmark): Promise<void> {
      await Promise.all([
        put(conversation, byOrdinal(bookmark.ordinal), bookmark),
        put(conversation, byPlace(bookmark.place), bookmark),
      ]);
    },

    /** Keeps that a conversation has that many messages at least. Put: 1 write unit. */
    async keepCount(conversation: Conversation, counted: number): Promise<void> {
      await put(conversation, COUNTED, { counted });
    },
  };
}

const toBookmark = ({ ordinal, place }: Record<string, unknown>) => ({ ordinal, place }) as Bookmark;
