import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { newMessageId, type Place, placeOf } from '../../../lib/messages/message.ts';
import { type Note, notesStore } from '../../../lib/messages/notes-store.ts';
import type { SendKey } from '../../../lib/messages/send-key.ts';
import { connect, START } from '../../pages/chat.ts';
import { productTable } from '../../support/engine.ts';
import { inWords, requestsOf } from '../../support/requests.ts';

/** A day and a minute. */
const LIFETIME = 86_460_000;

const { dynamodb, database } = connect();
const notes = notesStore(dynamodb, () => now);

const aPlace = (): Place => placeOf(newMessageId(START));
const aNote = (): Note => ({ place: aPlace(), digest: 'a digest' });

let now: number;
let sendKey: SendKey;

beforeEach(() => {
  now = START;
  sendKey = `alice#${randomUUID()}` as SendKey;
});

describe('the note of a send', () => {
  it('is found strongly for a day and a minute', async () => {
    const note = aNote();
    await notes.putFirst(sendKey, note);
    now += LIFETIME - 1;

    const { result, requests } = await requestsOf(dynamodb, () => notes.find(sendKey));

    expect(result).toEqual(note);
    expect(requests.map(inWords)).toEqual(['Sends strongly']);
    now += 1;
    expect(await notes.find(sendKey)).toBeUndefined();
  });

  it('expires, for DynamoDB, when it stops counting', async () => {
    await notes.putFirst(sendKey, aNote());

    const { Item } = await database.send(new GetCommand({ TableName: productTable('Sends'), Key: { sendKey } }));

    expect(Item).toMatchObject({ expiresAt: (START + LIFETIME) / 1000 });
  });

  it('has not expired by what the clock says before the note is read', async () => {
    await notes.putFirst(sendKey, aNote());
    now += LIFETIME + 5000;

    const { result } = await requestsOf(
      dynamodb,
      () => notes.find(sendKey),
      () => {
        now -= 10_000;
      },
    );

    expect(result).toBeDefined();
  });

  it('is none where there is none', async () => {
    expect(await notes.find(sendKey)).toBeUndefined();
  });

  it('is put unless there is one that has not expired', async () => {
    const [first, second, third] = [aNote(), aNote(), aNote()];

    expect(await notes.putFirst(sendKey, first)).toBe(true);
    expect(await notes.putFirst(sendKey, second)).toBe(false);
    expect(await notes.find(sendKey)).toEqual(first);

    now += LIFETIME;
    expect(await notes.putFirst(sendKey, third)).toBe(true);
    expect(await notes.find(sendKey)).toEqual(third);
  });

  it('is moved from where it is, and from nowhere else, for a day and a minute from then', async () => {
    const [note, moved] = [aNote(), aNote()];
    await notes.putFirst(sendKey, note);
    now += LIFETIME - 1000;

    expect(await notes.move(sendKey, aPlace(), moved)).toBe(false);
    expect(await notes.find(sendKey)).toEqual(note);
    expect(await notes.move(sendKey, note.place, moved)).toBe(true);
    now += LIFETIME - 1000;
    expect(await notes.find(sendKey)).toEqual(moved);
  });

  it('tells nothing where the store fails', async () => {
    const failing = notesStore({ ...dynamodb, send: () => Promise.reject(new Error('The store fails.')) }, () => now);

    await expect(failing.putFirst(sendKey, aNote())).rejects.toThrow('The store fails.');
    await expect(failing.move(sendKey, aPlace(), aNote())).rejects.toThrow('The store fails.');
  });
});
