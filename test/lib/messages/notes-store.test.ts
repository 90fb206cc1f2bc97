import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { newMessageId, type Place, placeOf } from '../../../lib/messages/message.ts';
import { type Note, notesStore } from '../../../lib/messages/notes-store.ts';
import type { SendKey } from '../../../lib/messages/send-key.ts';
import { connect, START } from '../../pages/chat.ts';
import { inWords, requestsOf } from '../../support/requests.ts';

const NOW = START / 1000;

const { dynamodb } = connect();
const notes = notesStore(dynamodb);

const aPlace = (): Place => placeOf(newMessageId(START));

const aNote = (overrides: Partial<Note> = {}): Note => ({
  place: aPlace(),
  digest: 'a digest',
  expiresAt: NOW + 1,
  ...overrides,
});

let sendKey: SendKey;

describe('the note of a send', () => {
  beforeEach(() => {
    sendKey = `alice#${randomUUID()}` as SendKey;
  });

  it('is found strongly until it expires', async () => {
    const note = aNote();
    await notes.putFirst(sendKey, note, 'mine', NOW);

    const { result, requests } = await requestsOf(dynamodb, () => notes.find(sendKey, NOW));

    expect(result).toMatchObject(note);
    expect(requests.map(inWords)).toEqual(['Sends strongly']);
    expect(await notes.find(sendKey, NOW + 1)).toBeUndefined();
  });

  it('is none where there is none', async () => {
    expect(await notes.find(sendKey, NOW)).toBeUndefined();
  });

  it('is put unless there is one that has not expired', async () => {
    const [first, second, third] = [aNote(), aNote(), aNote({ expiresAt: NOW + 9 })];

    expect(await notes.putFirst(sendKey, first, 'one', NOW)).toBe(true);
    expect(await notes.putFirst(sendKey, second, 'another', NOW)).toBe(false);
    expect(await notes.find(sendKey, NOW)).toMatchObject(first);

    expect(await notes.putFirst(sendKey, third, 'a third', NOW + 1)).toBe(true);
    expect(await notes.find(sendKey, NOW + 1)).toMatchObject(third);
  });

  it('is moved from where it is, and from nowhere else', async () => {
    const [note, moved] = [aNote(), aNote()];
    await notes.putFirst(sendKey, note, 'one', NOW);

    expect(await notes.move(sendKey, aPlace(), moved, 'another')).toBe(false);
    expect(await notes.find(sendKey, NOW)).toMatchObject(note);
    expect(await notes.move(sendKey, note.place, moved, 'another')).toBe(true);
    expect(await notes.find(sendKey, NOW)).toMatchObject(moved);
  });

  it('is put, or moved, by a second try that meets its first', async () => {
    const [note, moved] = [aNote(), aNote()];

    for (const _ of ['first', 'second']) expect(await notes.putFirst(sendKey, note, 'mine', NOW)).toBe(true);
    for (const _ of ['first', 'second']) expect(await notes.move(sendKey, note.place, moved, 'mine too')).toBe(true);
  });

  it('tells nothing where the store fails', async () => {
    const failing = notesStore({ ...dynamodb, send: () => Promise.reject(new Error('The store fails.')) });

    await expect(failing.putFirst(sendKey, aNote(), 'mine', NOW)).rejects.toThrow('The store fails.');
    await expect(failing.move(sendKey, aPlace(), aNote(), 'mine')).rejects.toThrow('The store fails.');
  });
});
