import { randomUUID } from 'node:crypto';
import { type Clock, epochSeconds } from '../clock.ts';
import { IdempotencyKeyReused, SendInDoubt } from './errors.ts';
import { idAt, type Place, timeOf } from './message.ts';
import type { Note, NotesStore } from './notes-store.ts';
import type { SendKey } from './send-key.ts';

/** For how long a key is remembered. */
const NOTE_SECONDS = 24 * 60 * 60;

/**
 * How old a note may be, in milliseconds, for its message to be stored at the noted place by another try: that try
 * may take 5 s, and the clocks of the two may be 5 s off, each in its own way, before the message is settled.
 */
const COMPLETED_UNTIL = 15_000;

/** From which age on, in milliseconds, a message that is not there will never be: its note may be moved. */
const MOVED_FROM = 30_000;

type Dependencies = { readonly notes: Pick<NotesStore, 'find' | 'putFirst' | 'move'>; readonly clock: Clock };

/** One send with an idempotency key. */
type Send<Stored> = {
  readonly sendKey: SendKey;
  readonly digest: string;
  /** Its note, where there is one. */
  readonly note: Note | undefined;
  /** A new place for the message. */
  readonly newPlace: () => Place;
  /** The message at that place, if it has been stored. */
  readonly find: (place: Place) => Promise<Stored | undefined>;
  readonly put: (place: Place) => Promise<Stored>;
};

/**
 * Stores a message once, however often and from wherever it is sent. Its place is noted before it is put there, so a
 * try that finds the note can find the message, or put it there in the name of one that died.
 *
 * @throws IdempotencyKeyReused, SendInDoubt
 */
export const sendOnce =
  ({ notes, clock }: Dependencies) =>
  async <Stored>({ sendKey, digest, note, newPlace, find, put }: Send<Stored>) => {
    const nonce = randomUUID();
    const newNote = (): Note => ({ place: newPlace(), digest, expiresAt: epochSeconds(clock()) + NOTE_SECONDS });

    return note ? again(note) : first();

    async function first() {
      const now = epochSeconds(clock());
      const mine = newNote();
      if (await notes.putFirst(sendKey, mine, nonce, now)) return { message: await put(mine.place), replayed: false };
      const twin = await notes.find(sendKey, now);
      if (!twin) throw new SendInDoubt(0);
      return again(twin);
    }

    async function again(earlier: Note) {
      if (earlier.digest !== digest) throw new IdempotencyKeyReused();
      // Before the message is looked for: one that is missing only now could still land.
      const age = clock() - timeOf(idAt(earlier.place));

      const message = await find(earlier.place);
      if (message) return { message, replayed: true };
      if (age < COMPLETED_UNTIL) return { message: await put(earlier.place), replayed: true };
      if (age < MOVED_FROM) throw new SendInDoubt(MOVED_FROM - age);

      const moved = newNote();
      if (!(await notes.move(sendKey, earlier.place, moved, nonce))) throw new SendInDoubt(0);
      return { message: await put(moved.place), replayed: false };
    }
  };
