import { randomUUID } from 'node:crypto';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { IdempotencyKeyReused, SendInDoubt } from '../../../lib/messages/errors.ts';
import { newMessageId, type Place, placeOf } from '../../../lib/messages/message.ts';
import { type Note, notesStore } from '../../../lib/messages/notes-store.ts';
import type { SendKey } from '../../../lib/messages/send-key.ts';
import { sendOnce } from '../../../lib/messages/send-once.ts';
import { connect, START } from '../../pages/chat.ts';
import { productTable } from '../../support/engine.ts';

const DAY_IN_SECONDS = 86_400;

const { dynamodb, database } = connect();
const notes = notesStore(dynamodb);

let now: number;
let sendKey: SendKey;
/** The places of the messages that are stored. */
let stored: Place[];

beforeEach(() => {
  now = START;
  sendKey = `alice#${randomUUID()}` as SendKey;
  stored = [];
});

const noted = () => notes.find(sendKey, now / 1000);

/** Sends once. A message is its place here. */
async function send(overrides: { note?: Note | undefined; digest?: string; findTakes?: number } = {}, store = notes) {
  const { note, digest = 'a digest', findTakes = 0 } = overrides;
  return sendOnce({ notes: store, clock: () => now })({
    sendKey,
    digest,
    note,
    newPlace: () => placeOf(newMessageId(now)),
    find: async (place) => {
      now += findTakes;
      return stored.find((one) => one === place);
    },
    put: async (place) => {
      stored.push(place);
      return place;
    },
  });
}

/** Leaves a note without its message, as a process does that dies between the two, and lets time pass. */
async function aNoteWithoutMessage(age: number): Promise<Note> {
  await send();
  stored = [];
  const note = await noted();
  now += age;
  return note as Note;
}

describe('a send with a key', () => {
  it('is noted for a day, and stored where it is noted', async () => {
    const { message, replayed } = await send();

    expect(replayed).toBe(false);
    expect(stored).toEqual([message]);
    expect(await noted()).toMatchObject({
      place: message,
      digest: 'a digest',
      expiresAt: START / 1000 + DAY_IN_SECONDS,
    });
  });

  it.each([0, 20_000, 40_000])('is answered with its message, %d ms old, when it comes again', async (age) => {
    const { message } = await send();
    now += age;

    const again = await send({ note: await noted() });

    expect(again).toEqual({ message, replayed: true });
    expect(stored).toEqual([message]);
  });

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

    await expect(send({}, forgetful)).rejects.toMatchObject({ name: new SendInDoubt(0).name, retryAfter: 1 });

    expect(stored).toHaveLength(1);
  });

  it('is another one when its note has expired', async () => {
    const first = await send();
    now += DAY_IN_SECONDS * 1000;

    const second = await send();

    expect(second.replayed).toBe(false);
    expect(stored).toEqual([first.message, second.message]);
    expect(await noted()).toMatchObject({ place: second.message });
  });
});

describe('a note without its message', () => {
  it.each([0, 14_999])('is completed as it stands at %d ms', async (age) => {
    const note = await aNoteWithoutMessage(age);

    const sent = await send({ note });

    expect(sent).toEqual({ message: note.place, replayed: true });
    expect(stored).toEqual([note.place]);
  });

  it.each([
    [15_000, 15],
    [29_999, 1],
  ])('leaves a send in doubt at %d ms, for %d s', async (age, retryAfter) => {
    const note = await aNoteWithoutMessage(age);

    await expect(send({ note })).rejects.toMatchObject({ code: 'unavailable', retryAfter });

    expect(stored).toEqual([]);
    expect(await noted()).toEqual(note);
  });

  it('is moved first at 30000 ms, for a day from then', async () => {
    const note = await aNoteWithoutMessage(30_000);

    const sent = await send({ note });

    expect(sent.replayed).toBe(false);
    expect(sent.message > note.place).toBe(true);
    expect(stored).toEqual([sent.message]);
    expect(await noted()).toMatchObject({
      place: sent.message,
      digest: 'a digest',
      expiresAt: START / 1000 + 30 + DAY_IN_SECONDS,
    });
  });

  it('is moved by one of two tries; the other is in doubt', async () => {
    const note = await aNoteWithoutMessage(30_000);
    const moved = await send({ note });

    await expect(send({ note })).rejects.toMatchObject({ code: 'unavailable', retryAfter: 1 });

    expect(stored).toEqual([moved.message]);
  });

  it('is as old as it was before its message was looked for', async () => {
    const note = await aNoteWithoutMessage(29_999);

    await expect(send({ note, findTakes: 1 })).rejects.toThrow(SendInDoubt);
  });
});
