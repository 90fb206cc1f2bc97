import type { Clock } from '../clock.ts';
import { IdempotencyKeyReused, SendInDoubt } from './errors.ts';
import { idAt, type Place, timeOf } from './message.ts';
import type { Note, NotesStore } from './notes-store.ts';
import type { SendKey } from './send-key.ts';

/**
 * Up to which age, in milliseconds, a note is completed as it stands. It only decides where a message
 * that is sent again stands in the order: an attempt to put one begins within 20 s of its time, or never.
 */
export const COMPLETED_UNTIL = 15_000;

type Dependencies = { readonly notes: Pick<NotesStore, 'find' | 'putFirst' | 'move'>; readonly clock: Clock };

/** One send with an idempotency key. */
type Send<Stored> = {
  readonly sendKey: SendKey;
  readonly digest: string;
  /** Its note, where there is one. */
  readonly note: Note | undefined;
  /** Rejects where the message must not be stored; one that is stored already is answered all the same. */
  readonly mayBeStored: () => Promise<void>;
  /** A new place for the message. */
  readonly newPlace: () => Place;
  /** Does what must be done before a message is put there. So does `put`; beside the note it takes no time of its own. */
  readonly prepare: (place: Place) => Promise<unknown>;
  /** The message at a place, if it has been stored. */
  readonly find: (place: Place) => Promise<Stored | undefined>;
  /** Stores the message there, unless the place is fenced. */
  readonly put: (place: Place) => Promise<Stored | undefined>;
  /** Sees to it that no message lands there any more. Whether that is so: false where one has landed. */
  readonly fence: (place: Place) => Promise<boolean>;
};

type Once<Stored> = { readonly message: Stored; readonly replayed: boolean };

/**
 * Stores a message once, however often and from wherever it is sent. Its place is noted before it is put there, so a try that
 * finds the note can find the message, or put it there in the name of one that died. An old note is moved to a new place once
 * the old one is fenced: a message that is still on its way there fails, however late it arrives. So a key
 * makes one message by conditions alone, whatever any clock says.
 *
 * @throws IdempotencyKeyReused, SendInDoubt
 */
export const sendOnce =
  ({ notes, clock }: Dependencies) =>
  async <Stored>(send: Send<Stored>): Promise<Once<Stored>> => {
    const { sendKey, digest, mayBeStored, newPlace, prepare, find, put, fence } = send;
    return send.note ? again(send.note) : first();

    async function first(): Promise<Once<Stored>> {
      await mayBeStored();
      const mine = { place: newPlace(), digest };
      const [isFirst] = await Promise.all([notes.putFirst(sendKey, mine), prepare(mine.place)]);
      return isFirst ? storedAt(mine) : again(await noted());
    }

    async function again(note: Note, isSecondLook = false): Promise<Once<Stored>> {
      if (note.digest !== digest) throw new IdempotencyKeyReused();
      const found = await find(note.place);
      if (found) return { message: found, replayed: true };

      await mayBeStored();
      const isYoung = clock() - timeOf(idAt(note.place)) < COMPLETED_UNTIL;
      if (isYoung) {
        const message = await put(note.place);
        if (message) return { message, replayed: true };
      } else if (!(await fence(note.place))) {
        return { message: await landed(note), replayed: true };
      }
      return moved(note, isSecondLook);
    }

    /** Moves a note whose place is fenced. Where a twin has moved it, the twin's place is the message's. */
    async function moved({ place }: Note, isSecondLook = false): Promise<Once<Stored>> {
      const mine = { place: newPlace(), digest };
      const [isMoved] = await Promise.all([notes.move(sendKey, place, mine), prepare(mine.place)]);
      if (isMoved) return storedAt(mine);
      if (isSecondLook) throw new SendInDoubt();
      return again(await noted(), true);
    }

    async function storedAt(note: Note): Promise<Once<Stored>> {
      const message = await put(note.place);
      return message ? { message, replayed: false } : moved(note);
    }

    async function landed({ place }: Note): Promise<Stored> {
      const message = await find(place);
      if (!message) throw new SendInDoubt();
      return message;
    }

    async function noted(): Promise<Note> {
      const note = await notes.find(sendKey);
      if (!note) throw new SendInDoubt();
      return note;
    }
  };
