import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { hourBefore } from '../../lib/inbox/hour.ts';
import { lowestIdOf, type Message, newMessageId, placeOf, timeOf } from '../../lib/messages/message.ts';
import { aPair, aPerson, aText, aUsername, type Person, request, send, sendTexts } from '../support/api.ts';
import { deleteMessage, engine, productTable, storeInbox, storeVoids } from '../support/engine.ts';

type Listed = {
  readonly contact: string;
  readonly newest: Message;
  readonly unread: number;
  readonly readUpTo: string | null;
  readonly readByContact: string | null;
};
type Inbox = { readonly conversations: readonly Listed[]; readonly next: string | null; readonly poll: string | null };

async function inboxOf({ token }: Person, link = '/conversations'): Promise<Inbox> {
  const { status, body } = await request(`GET ${link}`, { token });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

const read = ({ token }: Person, contact: Pick<Person, 'username'>, readUpTo: string) =>
  request('PUT /receipts', { token, body: { contact: contact.username, readUpTo } });

const listed = (contact: Person, newest: Message | undefined, rest: Partial<Listed> = {}) => ({
  contact: contact.username,
  newest,
  unread: 0,
  readUpTo: null,
  readByContact: null,
  ...rest,
});

describe('GET /conversations', () => {
  it('is empty for somebody new, and leads to a poll', async () => {
    const alice = await aPerson();

    expect(await inboxOf(alice)).toEqual({
      conversations: [],
      next: null,
      poll: expect.stringMatching(/^\/conversations\?pageSize=20&since=[0-9A-Z]{26}$/),
    });
  });

  it('tells both of the newest message, and the one that heard it that it is unread', async () => {
    const [alice, bob] = await aPair();
    const [, newest] = await sendTexts(2, alice, bob);

    expect((await inboxOf(alice)).conversations).toEqual([listed(bob, newest)]);
    expect((await inboxOf(bob)).conversations).toEqual([listed(alice, newest, { unread: 2 })]);
  });

  it('lists the newest conversation first, page by page', async () => {
    const [alice, ...others] = await Promise.all([aPerson(), aPerson(), aPerson(), aPerson()]);
    const [bob, carol, dave] = others as [Person, Person, Person];
    await send(bob, alice as Person);
    await send(alice as Person, carol);
    await send(dave, alice as Person);
    await send(alice as Person, bob);

    const first = await inboxOf(alice as Person, '/conversations?pageSize=2');
    const second = await inboxOf(alice as Person, first.next ?? '');

    const names = ({ conversations }: Inbox) => conversations.map(({ contact }) => contact);
    expect([names(first), names(second)]).toEqual([[bob.username, dave.username], [carol.username]]);
    expect([first.poll, second.next]).toEqual([null, null]);
    expect(second.poll).toMatch(/^\/conversations\?pageSize=2&since=/);
  });

  it('polls all conversations at once: what got a message since the first page was read', async () => {
    const [alice, bob, carol] = (await Promise.all([aPerson(), aPerson(), aPerson()])) as [Person, Person, Person];
    await send(bob, alice);
    const { poll } = await inboxOf(alice, '/conversations?pageSize=1');

    const newest = await send(carol, alice);

    const told = await inboxOf(alice, `${poll}`);
    expect(told.conversations[0]).toEqual(listed(carol, newest, { unread: 1 }));
  });

  it('polls what another region has written an hour too early as well', async () => {
    const [alice, bob] = await aPair();
    const newest = await send(bob, alice);
    const activeIn = hourBefore(placeOf(newest.id));
    const contact = { username: alice.username, contact: bob.username, activeIn };
    await engine().send(new PutCommand({ TableName: productTable('Contacts'), Item: contact }));

    const { conversations } = await inboxOf(alice, `/conversations?since=${lowestIdOf(timeOf(newest.id))}`);

    expect(conversations).toEqual([listed(bob, newest, { unread: 1 })]);
  });

  it('tells nothing older than the place that it is asked for', async () => {
    const [alice, bob] = await aPair();
    const { id } = await send(bob, alice);

    const { conversations, poll } = await inboxOf(alice, `/conversations?since=${id}`);

    expect(conversations).toEqual([]);
    expect(poll).toContain(`since=${id.slice(0, 4)}`);
  });

  it('polls from where it was asked for, where that is later than 30 s ago', async () => {
    const alice = await aPerson();
    const since = lowestIdOf(Date.now());

    expect((await inboxOf(alice, `/conversations?since=${since}`)).poll).toBe(
      `/conversations?pageSize=20&since=${since}`,
    );
  });

  it('counts no message to oneself as unread', async () => {
    const alice = await aPerson();
    const newest = await send(alice, alice);

    expect((await inboxOf(alice)).conversations).toEqual([listed(alice, newest)]);
  });

  it('takes no void for a message: not for the newest, nor for one that a poll tells', async () => {
    const [alice, bob] = await aPair();
    const [, newest] = (await sendTexts(2, bob, alice)) as [Message, Message];
    const time = timeOf(newest.id);
    await storeVoids(
      alice,
      bob,
      [-5000, 1, 2, 3].map((later) => newMessageId(time + later)),
    );

    expect((await inboxOf(alice)).conversations).toEqual([listed(bob, newest, { unread: 2 })]);
    expect((await inboxOf(alice, `/conversations?since=${lowestIdOf(time + 1)}`)).conversations).toEqual([]);
  });

  it('lists no conversation that has nothing but a void', async () => {
    const [alice, bob] = await aPair();
    const { id } = await send(bob, alice);
    await deleteMessage(alice, bob, id);
    await storeVoids(alice, bob, [id]);

    expect((await inboxOf(alice)).conversations).toEqual([]);
  });

  it('knows no more of a deleted contact than what they wrote', async () => {
    const [alice, bob] = await aPair();
    const newest = await send(bob, alice);
    await read(bob, alice, newest.id);
    expect((await inboxOf(alice)).conversations).toEqual([
      listed(bob, newest, { unread: 1, readByContact: newest.id }),
    ]);

    expect(await request('DELETE /users/me', { token: bob.token })).toMatchObject({ status: 204 });

    expect((await inboxOf(alice)).conversations).toEqual([listed(bob, newest, { unread: 1 })]);
  });

  it.each([
    ['pageSize=0', 'invalid_request'],
    ['pageSize=51', 'invalid_request'],
    ['page=2', 'invalid_request'],
    [`poll=${'0'.repeat(26)}`, 'invalid_request'],
    ['since=x', 'invalid_cursor'],
    ['cursor=x', 'invalid_cursor'],
    [`cursor=2026-13-01T00_${'0'.repeat(26)}`, 'invalid_cursor'],
    [`cursor=2026-11-26T24_${'0'.repeat(26)}`, 'invalid_cursor'],
  ])('refuses %s as %s', async (query, code) => {
    const { token } = await aPerson();

    expect(await request(`GET /conversations?${query}`, { token })).toMatchObject({ status: 400, body: { code } });
  });
});

describe('PUT /receipts', () => {
  it('marks as read, for both to see', async () => {
    const [alice, bob] = await aPair();
    const [first, second] = (await sendTexts(2, alice, bob)) as [Message, Message];

    const { status, body } = await read(bob, alice, first.id);

    expect([status, body]).toEqual([204, undefined]);
    expect((await inboxOf(bob)).conversations).toEqual([listed(alice, second, { unread: 1, readUpTo: first.id })]);
    expect((await inboxOf(alice)).conversations).toEqual([listed(bob, second, { readByContact: first.id })]);
  });

  it('only moves forward, and is cut to the newest message', async () => {
    const [alice, bob] = await aPair();
    const [first, second] = (await sendTexts(2, alice, bob)) as [Message, Message];
    const beyond = `7${second.id.slice(1)}`.replace(/^7/, '1');

    await read(bob, alice, beyond);
    await read(bob, alice, first.id);

    expect((await inboxOf(bob)).conversations[0]).toMatchObject({ readUpTo: second.id, unread: 0 });
    const third = await send(alice, bob);
    expect((await inboxOf(bob)).conversations[0]).toMatchObject({ newest: third, readUpTo: second.id, unread: 1 });
  });

  it('is 404 where the conversation has no message, whether the contact exists or not', async () => {
    const [alice, bob] = await aPair();
    const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

    for (const contact of [bob, { username: aUsername() }]) {
      const detail = `There is no message between you and "${contact.username}". Check the spelling.`;
      expect(await read(alice, contact, id)).toMatchObject({ status: 404, body: { code: 'unknown_user', detail } });
    }
  });

  it('refuses all that is wrong at once', async () => {
    const { token } = await aPerson();

    const { status, body } = await request('PUT /receipts', { token, body: { contact: '-', readUpTo: 'x', more: 1 } });

    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/contact',
      '/more',
      '/readUpTo',
    ]);
  });
});

describe('unread', () => {
  it('counts what the contact wrote among the hundred messages next behind the receipt', async () => {
    const [alice, bob] = await aPair();
    const [first] = (await sendTexts(1, alice, bob)) as [Message];
    await read(bob, alice, first.id);
    await sendTexts(60, bob, alice);
    await sendTexts(60, alice, bob);
    const newest = await send(alice, bob, aText('the newest'));

    expect((await inboxOf(bob)).conversations).toEqual([listed(alice, newest, { unread: 40, readUpTo: first.id })]);
  });

  it('counts no void, and a hundred messages all the same where there are some among them', async () => {
    const alice = await aPerson();
    const noon = Date.UTC(2026, 2, 1, 12);
    await storeInbox(alice, [noon], { unread: 120 });
    const [{ contact }] = (await inboxOf(alice)).conversations as [Listed];
    await storeVoids(
      alice,
      { username: contact, token: '' },
      [119, 100, 60, 40].map((seconds) => newMessageId(noon - seconds * 1000 + 1)),
    );

    expect((await inboxOf(alice)).conversations).toMatchObject([{ unread: 100 }]);
  });
});
