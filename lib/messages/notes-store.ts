import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Clock, epochSeconds } from '../clock.ts';
import type { Dynamodb } from '../dynamodb/client.ts';
import { putIf } from '../dynamodb/conditional.ts';
import type { Place } from './message.ts';
import type { SendKey } from './send-key.ts';

/** What is noted of a send before its message is stored. */
export type Note = {
  /** Where the message is, or will be. */
  readonly place: Place;
  /** The digest of the request. */
  readonly digest: string;
};

/** A note as stored. `expiresAt` is in seconds since the Unix epoch; DynamoDB deletes an expired one some time after. */
type NoteItem = Note & { readonly sendKey: SendKey; readonly expiresAt: number };

/** For how long a note counts: a day, and as much longer as the clocks of two processes may differ. */
const NOTE_SECONDS = 24 * 60 * 60 + 60;

export type NotesStore = ReturnType<typeof notesStore>;

/** The Sends table. An expired note counts as absent. */
export function notesStore(dynamodb: Dynamodb, clock: Clock) {
  const { send, table } = dynamodb;
  const now = () => epochSeconds(clock());
  const item = (sendKey: SendKey, note: Note): NoteItem => ({ sendKey, ...note, expiresAt: now() + NOTE_SECONDS });

  return {
    /** The note of a send. Get, consistent: 1 read unit. */
    async find(sendKey: SendKey): Promise<Note | undefined> {
      const { Item } = await send(
        new GetCommand({ TableName: table('Sends'), Key: { sendKey }, ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { place, digest, expiresAt } = Item as NoteItem;
      return expiresAt > now() ? { place, digest } : undefined;
    },

    /** Puts the first note of a send, unless there is one. Whether it did. Conditional put: 1 write unit. */
    putFirst: (sendKey: SendKey, note: Note): Promise<boolean> =>
      putIf(dynamodb, {
        table: 'Sends',
        item: item(sendKey, note),
        condition: 'attribute_not_exists(sendKey) OR expiresAt <= :now',
        values: { ':now': now() },
      }),

    /** Moves a send, unless somebody has moved it from the old place. Whether it did. Conditional put: 1 write unit. */
    move: (sendKey: SendKey, from: Place, note: Note): Promise<boolean> =>
      putIf(dynamodb, {
        table: 'Sends',
        item: item(sendKey, note),
        condition: 'place = :from',
        values: { ':from': from },
      }),
  };
}
