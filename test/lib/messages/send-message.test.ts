import { describe, expect, it } from '@jest/globals';
import { contactsStore } from '../../../lib/inbox/contacts-store.ts';
import { NotTheSender, UnknownRecipient } from '../../../lib/messages/errors.ts';
import { idAt, newMessageId, timeOf } from '../../../lib/messages/message.ts';
import { notesStore } from '../../../lib/messages/notes-store.ts';
import { type IdempotencyKey, sendKeyOf } from '../../../lib/messages/send-key.ts';
import { sendMessage } from '../../../lib/messages/send-message.ts';
import { messagesStore } from '../../../lib/messages/store.ts';
import { admission } from '../../../lib/sessions/admission.ts';
import { authenticate } from '../../../lib/sessions/authenticate.ts';
import { Unauthenticated } from '../../../lib/sessions/errors.ts';
import { sessionsStore } from '../../../lib/sessions/store.ts';
import { callerOf, newToken, type Token } from '../../../lib/sessions/token.ts';
import { usersStore } from '../../../lib/users/store.ts';
import type { Username } from '../../../lib/users/username.ts';
import { aChat, connect } from '../../pages/chat.ts';
import { inWords, requestsOf } from '../../support/requests.ts';

const { dynamodb } = connect();

/** Two people, and sends of the first, or of whoever is named, by a clock that stands still. */
async function aSender() {
  const chat = await aChat();
  const clock = () => chat.now;
  const send = sendMessage({
    admit: admission({ authenticate: authenticate({ sessions: sessionsStore(dynamodb), clock }) }),
    users: usersStore(dynamodb),
    messages: messagesStore(dynamodb, clock),
    notes: notesStore(dynamodb, clock),
    contacts: contactsStore(dynamodb),
    clock,
  });
  const [alice, bob] = chat.people;
  const said = {
    caller: callerOf(alice.token as Token),
    sender: alice.username as Username,
    recipient: bob.username as Username,
    content: { type: 'text', text: 'Hello.' } as const,
  };
  const noted = () => notesStore(dynamodb, clock).find(sendKeyOf(said.sender, aKey));
  const sendWith = (overrides: Partial<Parameters<typeof send>[0]> = {}) => send({ ...said, ...overrides });
  return { chat, send: sendWith, said, noted };
}

const aKey = 'a key' as IdempotencyKey;

describe('a message that is sent', () => {
  it('has the time of the clock, and is stored as it is answered', async () => {
    const { chat, send, said } = await aSender();

    const { message, replayed } = await send();

    const { body } = await chat.fetch({});
    expect(timeOf(message.id)).toBe(chat.now);
    expect(message).toEqual({
      id: message.id,
      sender: said.sender,
      recipient: said.recipient,
      sentAt: new Date(chat.now).toISOString(),
      content: said.content,
    });
    expect([body.messages, replayed]).toEqual([[message], false]);
  });

  it.each([0, 1, 5000])('is a millisecond after the newest one where that is %d ms ahead', async (ahead) => {
    const { chat, send } = await aSender();
    await chat.store([newMessageId(chat.now + ahead)]);

    const { message } = await send();

    expect(timeOf(message.id)).toBe(chat.now + ahead + 1);
  });

  it('is refused where the token is of somebody else, or of nobody', async () => {
    const { chat, send, said } = await aSender();
    const [, bob] = chat.people;
    const nobody = 'nobody-at-all' as Username;

    await expect(send({ caller: callerOf(bob.token as Token) })).rejects.toThrow(NotTheSender);
    await expect(send({ caller: callerOf(newToken(said.sender)), recipient: nobody })).rejects.toThrow(Unauthenticated);
    await expect(send({ sender: said.recipient, recipient: nobody })).rejects.toThrow(NotTheSender);
    expect((await chat.fetch({})).body.messages).toEqual([]);
  });

  it('is refused where there is no recipient, and leaves no note', async () => {
    const { send, noted } = await aSender();

    await expect(send({ recipient: 'nobody-at-all' as Username, idempotencyKey: aKey })).rejects.toThrow(
      UnknownRecipient,
    );

    expect(await noted()).toBeUndefined();
  });

  it('is one, however often it comes with a key', async () => {
    const { chat, send } = await aSender();

    const first = await send({ idempotencyKey: aKey });
    chat.moveClock(1000);
    const again = await send({ idempotencyKey: aKey });

    expect(first.replayed).toBe(false);
    expect(again).toEqual({ message: first.message, replayed: true });
    expect((await chat.fetch({})).body.messages).toEqual([first.message]);
  });

  it('is not another message with its key', async () => {
    const { send, said } = await aSender();
    await send({ idempotencyKey: aKey });

    for (const other of [{ content: { type: 'text', text: 'Bye.' } as const }, { recipient: said.sender }])
      await expect(send({ idempotencyKey: aKey, ...other })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('is one where a process 5 s slow began it, and one 5 s fast gets it 7 s before the day is over', async () => {
    const { chat, send } = await aSender();
    chat.moveClock(-5000);
    const first = await send({ idempotencyKey: aKey });
    chat.moveClock(5000);
    chat.moveClock(86_400_000 - 7000 + 5000);

    const again = await send({ idempotencyKey: aKey });

    expect(again).toEqual({ message: first.message, replayed: true });
  });

  it('is another message once its key is a day and a minute old', async () => {
    const { chat, send } = await aSender();
    const first = await send({ idempotencyKey: aKey });
    chat.moveClock(86_460_000);

    const second = await send({ idempotencyKey: aKey });

    expect(second.replayed).toBe(false);
    expect(second.message.id > first.message.id).toBe(true);
  });

  it('looks for a note where it has a key, and for its message once there is one', async () => {
    const { send } = await aSender();
    const reads = ['Sessions strongly', 'Users strongly', 'Messages older 1 strongly'];
    const costs = async (idempotencyKey?: IdempotencyKey) =>
      (await requestsOf(dynamodb, () => send({ idempotencyKey }))).requests.map(inWords);

    expect(await costs()).toEqual([...reads, 'Contacts', 'Contacts', 'Messages']);
    expect(await costs()).toEqual([...reads, 'Messages']);
    expect(await costs(aKey)).toEqual([...reads, 'Sends strongly', 'Sends', 'Messages']);
    expect(await costs(aKey)).toEqual([...reads, 'Sends strongly', 'Messages strongly']);
  });

  it('has a note that holds its place', async () => {
    const { send, noted } = await aSender();

    const { message } = await send({ idempotencyKey: aKey });

    const note = await noted();
    expect(note && idAt(note.place)).toBe(message.id);
  });
});
