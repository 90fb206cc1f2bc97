import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import type { Place } from './message.ts';
import type { SendKey } from './send-key.ts';

/** What is noted of a send before its message is stored. */
export type Note = {
  /** Where the message is, or will be. */
  readonly place: Place;
  /** The digest of the request. */
  readonly digest: string;
  /** Seconds since the Unix epoch. An expired note counts as absent; DynamoDB deletes it some time after. */
  readonly expiresAt: number;
};

export type NotesStore = ReturnType<typeof notesStore>;

/** The Sends table. */
export function notesStore({ send, table }: Dynamodb) {
  const TableName = table('Sends');

  /**
   * Puts a note on a condition: 1 write unit. The nonce is the request's own: what meets the SDK's second try after a
   * lost answer is its own item, and that is a success. Whether the note is now this one.
   */
  const putIf = async (
    condition: string,
    values: Record<string, unknown>,
    sendKey: SendKey,
    note: Note,
    nonce: string,
  ): Promise<boolean> => {
    try {
      await send(
        new PutCommand({
          TableName,
          Item: { sendKey, ...note, nonce },
          ConditionExpression: `${condition} OR nonce = :mine`,
          ExpressionAttributeValues: { ...values, ':mine': nonce },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  return {
    /** The note of a send that has not expired at `now`, in epoch seconds. Get, consistent: 1 read unit. */
    async find(sendKey: SendKey, now: number): Promise<Note | undefined> {
      const { Item } = await send(new GetCommand({ TableName, Key: { sendKey }, ConsistentRead: true }));
      const note = Item as Note | undefined;
      return note && note.expiresAt > now ? note : undefined;
    },

    /** Puts the first note of a send, unless there is one that has not expired at `now`. */
    putFirst: (sendKey: SendKey, note: Note, nonce: string, now: number): Promise<boolean> =>
      putIf('attribute_not_exists(sendKey) OR expiresAt <= :now', { ':now': now }, sendKey, note, nonce),

    /** Moves a send to another place, unless somebody has moved it from the old one. */
    move: (sendKey: SendKey, from: Place, note: Note, nonce: string): Promise<boolean> =>
      putIf('place = :from', { ':from': from }, sendKey, note, nonce),
  };
}
