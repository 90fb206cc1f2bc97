import { randomUUID } from 'node:crypto';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { IdempotencyKeyReused, SendInDoubt, UnknownRecipient } from '../../../lib/messages/errors.ts';
import { newMessageId, type Place, placeOf } from '../../../lib/messages/message.ts';
import { type Note, notesStore } from '../../../lib/messages/notes-store.ts';
import type { SendKey } from '../../../lib/messages/send-key.ts';
import { sendOnce } from '../../../lib/messages/send-once.ts';
import type { Username } from '../../../lib/users/username.ts';
import { connect, START } from '../../pages/chat.ts';
import { productTable } from '../../support/engine.ts';

const DAY = 86_400_000;

const { dynamodb, database } = connect();
const notes = notesStore(dynamodb, () => now);

let now: number;
let sendKey: SendKey;
/** The places of the messages that are stored, and those that are fenced. */
let stored: Place[];
let fenced: Place[];

beforeEach(() => {
  now = START;
  sendKey = `alice#${randomUUID()}` as SendKey;
  stored = [];
  fenced = [];
});

const noted = async () => (await notes.find(sendKey)) as Note;

type Send = Parameters<ReturnType<typeof sendOnce>>[0];

/** Sends once, on a table of messages that keeps the conditions of the real one. A message is its place here. */
function send(overrides: Partial<Send> = {}, store: Pick<typeof notes, 'find' | 'putFirst' | 'move'> = notes) {
  return sendOnce({ notes: store, clock: () => now })<Place>({
    sendKey,
    digest: 'a digest',
    note: undefined,
    mayBeStored: async () => {},
    newPlace: () => placeOf(newMessageId(now)),
    prepare: async () => {},
    find: async (place) => stored.find((one) => one === place),
    put,
    fence,
    ...(overrides as object),
  });
}

async function put(place: Place): Promise<Place | undefined> {
  if (fenced.includes(place)) return undefined;
  stored.push(place);
  return place;
}

async function fence(place: Place): Promise<boolean> {
  if (stored.includes(place)) return false;
  fenced.push(place);
  return true;
}

/** Leaves a note without its message, as a process does that dies between the two, and lets time pass. */
async function aNoteWithoutMessage(age = 0): Promise<Note> {
  await send();
  stored = [];
  const note = await noted();
  now += age;
  return note;
}

describe('a send with a key', () => {
  it('is noted, and stored where it is noted', async () => {
    const { message, replayed } = await send();

    expect(replayed).toBe(false);
    expect(stored).toEqual([message]);
    expect(await noted()).toEqual({ place: message, digest: 'a digest' });
  });

  it.each([0, 14_000, 20_000, 40_000, DAY])(
    'is answered with its message, %d ms old, when it comes again',
    async (age) => {
      const { message } = await send();
      now += age;

      const again = await send({ note: await noted() });

      expect(again).toEqual({ message, replayed: true });
      expect([stored, fenced]).toEqual([[message], []]);
    },
  );

  it.each([false, true])('is refused when it says something else, its message there or not (%s)', async (isThere) => {
    const { message } = await send();
    if (!isThere) stored = [];

    await expect(send({ note: await noted(), digest: 'another' })).rejects.toThrow(IdempotencyKeyReused);

    expect(stored).toEqual(isThere ? [message] : []);
  });

  it('is answered with the message of a twin that noted it meanwhile', async () => {
    const { message } = await send();

    expect(await send()).toEqual({ message, replayed: true });
    await expect(send({ digest: 'another' })).rejects.toThrow(IdempotencyKeyReused);
    expect(stored).toEqual([message]);
  });

  it('is in doubt where the note of a twin is gone when it is looked for', async () => {
    await send();
    const forgetful: typeof notes = {
      ...notes,
      putFirst: async (...note) => {
        const isFirst = await notes.putFirst(...note);
        await database.send(new DeleteCommand({ TableName: productTable('Sends'), Key: { sendKey } }));
        return isFirst;
      },
    };

    await expect(send({}, forgetful)).rejects.toMatchObject({ name: new SendInDoubt().name, retryAfter: 1 });

    expect(stored).toHaveLength(1);
  });

  it('is another one when its note has expired', async () => {
    const first = await send();
    now += DAY + 60_000;

    const second = await send();

    expect(second.replayed).toBe(false);
    expect(stored).toEqual([first.message, second.message]);
    expect(await noted()).toMatchObject({ place: second.message });
  });
});

describe('a send that must not be stored', () => {
  const mayBeStored = () => Promise.reject(new UnknownRecipient('bob' as Username));

  it('leaves no note', async () => {
    await expect(send({ mayBeStored })).rejects.toThrow(UnknownRecipient);

    expect([await noted(), stored]).toEqual([undefined, []]);
  });

  it('is answered all the same with what was stored before, or with what is wrong with its key', async () => {
    const { message } = await send();
    const note = await noted();

    expect(await send({ mayBeStored, note })).toEqual({ message, replayed: true });
    await expect(send({ mayBeStored, note, digest: 'another' })).rejects.toThrow(IdempotencyKeyReused);
  });

  it.each([0, 15_000])(
    'is not completed where its message is missing after %d ms, and its place stays open',
    async (age) => {
      const note = await aNoteWithoutMessage(age);

      await expect(send({ mayBeStored, note })).rejects.toThrow(UnknownRecipient);

      expect([stored, fenced]).toEqual([[], []]);
    },
  );
});

describe('a note without its message', () => {
  it.each([0, 14_999])('is completed as it stands at %d ms', async (age) => {
    const note = await aNoteWithoutMessage(age);

    const sent = await send({ note });

    expect(sent).toEqual({ message: note.place, replayed: true });
    expect([stored, fenced]).toEqual([[note.place], []]);
  });

  it.each([15_000, 20_000, 29_999, DAY])('is fenced at %d ms, and moved to a new time', async (age) => {
    const note = await aNoteWithoutMessage(age);

    const sent = await send({ note });

    expect(sent.replayed).toBe(false);
    expect(sent.message > note.place).toBe(true);
    expect([stored, fenced]).toEqual([[sent.message], [note.place]]);
    expect(await noted()).toEqual({ place: sent.message, digest: 'a digest' });
  });

  it('is not moved where its message lands before the fence', async () => {
    const note = await aNoteWithoutMessage(15_000);
    let looks = 0;

    const sent = await send({
      note,
      find: async (place) => {
        if (looks++ === 0) return undefined;
        return stored.find((one) => one === place);
      },
      fence: async (place) => {
        await put(place);
        return fence(place);
      },
    });

    expect(sent).toEqual({ message: note.place, replayed: true });
    expect([stored, fenced]).toEqual([[note.place], []]);
  });

  it.each([0, 15_000])('is moved where its place is fenced already, at %d ms', async (age) => {
    const note = await aNoteWithoutMessage(age);
    fenced = [note.place];

    const sent = await send({ note });

    expect(sent.replayed).toBe(false);
    expect(stored).toEqual([sent.message]);
    expect(await noted()).toMatchObject({ place: sent.message });
  });

  it('is moved by the try that noted it, where a twin has fenced its place', async () => {
    const places: Place[] = [];

    const sent = await send({
      put: async (place: Place) => {
        if (places.push(place) === 1) fenced.push(place);
        return put(place);
      },
    });

    expect(places).toHaveLength(2);
    expect(sent).toEqual({ message: places[1], replayed: false });
    expect([stored, fenced]).toEqual([places.slice(1), places.slice(0, 1)]);
  });

  it('is moved by one of two tries; the other is answered with its message', async () => {
    const note = await aNoteWithoutMessage(30_000);
    const moved = await send({ note });

    expect(await send({ note })).toEqual({ message: moved.message, replayed: true });

    expect(stored).toEqual([moved.message]);
  });

  it('is looked at once more by a try that could not move it, and is then in doubt', async () => {
    const note = await aNoteWithoutMessage(30_000);
    let moves = 0;
    const losing = { ...notes, move: async () => ++moves === 0 };

    await expect(send({ note }, losing)).rejects.toThrow(SendInDoubt);

    expect([moves, stored]).toEqual([2, []]);
  });
});
