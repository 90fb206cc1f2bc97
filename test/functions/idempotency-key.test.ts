import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { idAt, newMessageId, type Place, placeOf, timeOf } from '../../lib/messages/message.ts';
import { aPair, aPerson, aText, fetchPage, type Person, request, send } from '../support/api.ts';
import { deleteMessage, engine, productTable } from '../support/engine.ts';
import { CLOCKS_APART, outside } from '../support/outside.ts';

const sendWith = (key: string, sender: Person, recipient: Person, content: unknown = aText()) =>
  request('POST /messages', {
    token: sender.token,
    headers: { 'idempotency-key': key },
    body: { sender: sender.username, recipient: recipient.username, content },
  });

const isReplay = ({ headers }: { headers: Headers }) => headers.get('idempotent-replayed') === 'true';

const stored = async (one: Person, other: Person) => (await fetchPage(one, other, { pageSize: 200 })).messages;

type Note = { readonly place: Place; readonly digest: string; readonly expiresAt: number };

async function noteOf(sender: Person, key: string): Promise<Note> {
  const Key = { sendKey: `${sender.username}#${key}` };
  const { Item } = await engine().send(new GetCommand({ TableName: productTable('Sends'), Key }));
  return Item as Note;
}

/** What a process leaves behind that died between the note and the message, that long ago in milliseconds. */
async function aNoteWithoutMessage(ago: number) {
  const [alice, bob] = await aPair();
  const key = 'the key';
  const { body } = await sendWith(key, alice, bob);
  await deleteMessage(alice, bob, body.id);
  const place = placeOf(newMessageId(Date.now() - ago));
  const Item = { ...(await noteOf(alice, key)), sendKey: `${alice.username}#${key}`, place };
  await engine().send(new PutCommand({ TableName: productTable('Sends'), Item }));
  return { alice, bob, key, id: idAt(place) };
}

describe('POST /messages with an Idempotency-Key', () => {
  it('answers the same request again with the first message, and stores nothing', async () => {
    const [alice, bob] = await aPair();

    const first = await sendWith('k', alice, bob);
    await send(bob, alice);
    const again = await sendWith('k', alice, bob);

    expect([first.status, again.status]).toEqual([201, 201]);
    expect([isReplay(first), isReplay(again)]).toEqual([false, true]);
    expect(again.body).toEqual(first.body);
    expect(await stored(alice, bob)).toHaveLength(2);
  });

  it('takes a request as the same that is so after validation', async () => {
    const [alice, bob] = await aPair();
    const url = 'https://youtu.be/1';

    const first = await sendWith('k', alice, bob, { type: 'video', url });
    const again = await sendWith(
      'k',
      alice,
      { ...bob, username: bob.username.toUpperCase() },
      {
        source: 'YouTube',
        length: 60,
        url,
        type: 'video',
      },
    );

    expect(again.body).toEqual(first.body);
    expect(isReplay(again)).toBe(true);
  });

  it('answers 422 to another request with the same key, and stores nothing', async () => {
    const [alice, bob] = await aPair();
    const carol = await aPerson();
    await sendWith('k', alice, bob);

    const otherText = await sendWith('k', alice, bob, aText('Something else.'));
    const otherRecipient = await sendWith('k', alice, carol);

    for (const { status, body } of [otherText, otherRecipient]) {
      expect([status, body.code]).toEqual([422, 'idempotency_key_reused']);
    }
    expect(await stored(alice, bob)).toHaveLength(1);
    expect(await stored(alice, carol)).toHaveLength(0);
  });

  it('keeps the keys of two senders apart', async () => {
    const [alice, bob] = await aPair();

    const answers = [await sendWith('k', alice, bob), await sendWith('k', bob, alice)];

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await stored(alice, bob)).toHaveLength(2);
  });

  it('makes one message of ten twins at the same moment, and one of them is no replay', async () => {
    const [alice, bob] = await aPair();

    const answers = await Promise.all(Array.from({ length: 10 }, () => sendWith('k', alice, bob)));

    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1);
    expect(await stored(alice, bob)).toHaveLength(1);
  });

  it('does not remember an error', async () => {
    const [alice, bob] = await aPair();
    const nobody = { ...bob, username: `${bob.username}x` };
    const refused = await sendWith('k', alice, nobody);

    const answer = await sendWith('k', alice, bob);

    expect([refused.status, answer.status]).toEqual([404, 201]);
  });

  it.each([0, 8000])('completes a note %d ms old as it stands', async (ago) => {
    const { alice, bob, key, id } = await aNoteWithoutMessage(ago);

    const answer = await sendWith(key, alice, bob);

    expect(answer).toMatchObject({ status: 201, body: { id } });
    expect(await stored(alice, bob)).toEqual([answer.body]);
  });

  it.each([17_000, 28_000, 31_000])('fences the place of a note %d ms old, and moves it to a new time', async (ago) => {
    const { alice, bob, key, id } = await aNoteWithoutMessage(ago);
    const start = Date.now();

    const answer = await sendWith(key, alice, bob);
    const end = Date.now();
    const again = await sendWith(key, alice, bob);

    expect([answer.status, isReplay(answer), isReplay(again)]).toEqual([201, false, true]);
    expect(answer.body.id).not.toBe(id);
    expect(outside(timeOf(answer.body.id), start, end)).toBeLessThan(CLOCKS_APART);
    expect((await noteOf(alice, key)).place).toBe(placeOf(answer.body.id));
    expect(again.body).toEqual(answer.body);
    expect(await stored(alice, bob)).toEqual([answer.body]);
  });

  it('shows no void, wherever and however a page is read', async () => {
    const { alice, bob, key } = await aNoteWithoutMessage(31_000);
    const first = await send(bob, alice);
    const { body: moved } = await sendWith(key, alice, bob);

    for (const parameters of [
      {},
      { pageSize: 1 },
      { order: 'oldest' },
      { total: 'true' },
      { page: 1, total: 'true' },
    ]) {
      const { messages, total } = await fetchPage(alice, bob, parameters);
      expect(messages.every(({ id }) => [first.id, moved.id].includes(id))).toBe(true);
      if (total) expect(total.messages).toBe(2);
    }
    const { messages } = await fetchPage(alice, bob, { after: '0'.repeat(26), pageSize: 1 });
    expect(messages).toEqual([first]);
  });

  it('answers a message, or 422, though its recipient is no user any more', async () => {
    const [alice, bob] = await aPair();
    const first = await sendWith('k', alice, bob);
    const Key = { username: bob.username };
    await engine().send(new DeleteCommand({ TableName: productTable('Users'), Key }));

    const again = await sendWith('k', alice, bob);
    const another = await sendWith('k', alice, bob, aText('Something else.'));
    const unknown = await sendWith('another key', alice, bob);

    expect([again.status, isReplay(again), again.body]).toEqual([201, true, first.body]);
    expect([another.status, another.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown_recipient']);
  });

  it('counts an expired note as absent', async () => {
    const [alice, bob] = await aPair();
    await sendWith('k', alice, bob);
    const expired = { ...(await noteOf(alice, 'k')), expiresAt: Math.floor(Date.now() / 1000) - 1 };
    const Item = { ...expired, sendKey: `${alice.username}#k` };
    await engine().send(new PutCommand({ TableName: productTable('Sends'), Item }));

    const { status, headers } = await sendWith('k', alice, bob, aText('Something else.'));

    expect([status, headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect(await stored(alice, bob)).toHaveLength(2);
  });

  it('remembers the key for 24 hours and a minute', async () => {
    const [alice, bob] = await aPair();
    const start = Date.now();
    await sendWith('k', alice, bob);

    const { expiresAt } = await noteOf(alice, 'k');

    const notedAt = (expiresAt - (24 * 60 + 1) * 60) * 1000;
    expect(outside(notedAt, start, Date.now())).toBeLessThan(CLOCKS_APART);
  });

  it.each(['', 'x'.repeat(129), 'tab\there', 'é'])('answers 400 to the key %j', async (key) => {
    const [alice, bob] = await aPair();

    const { status, body } = await sendWith(key, alice, bob);

    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors).toEqual([{ header: 'idempotency-key', detail: 'must be 1 to 128 printable ASCII characters' }]);
  });

  it.each(['!', '~'.repeat(128), 'with # and spaces'])('takes the key %j', async (key) => {
    const [alice, bob] = await aPair();

    expect((await sendWith(key, alice, bob)).status).toBe(201);
  });
});
