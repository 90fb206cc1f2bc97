import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Dynamodb } from '../../../lib/dynamodb/client.ts';
import type { Handler } from '../../../lib/http/endpoint.ts';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import { lowestIdOf } from '../../../lib/messages/message.ts';
import { type TableName, tables } from '../../../lib/tables.ts';
import type { Username } from '../../../lib/users/username.ts';
import { aPair, aPassword, aPerson, aText, aUsername, type Person, pageRoute } from '../../support/api.ts';
import { costOf } from '../../support/counting.ts';
import {
  engine,
  engineEnvironment,
  messageIdsOf,
  productTable,
  storeInbox,
  storeMessages,
} from '../../support/engine.ts';
import { invoke } from '../../support/lambda.ts';
import { itemSize } from '../pages/item-size.ts';
import * as units from './units.ts';

let dynamodb: Dynamodb;
let users: Handler;
let sendMessage: Handler;
let fetchMessages: Handler;

beforeAll(async () => {
  Object.assign(process.env, engineEnvironment(), { BCRYPT_COST: '4' });
  ({ dynamodb } = await import('../../../lib/dynamodb/connection.ts'));
  ({ handler: users } = await import('../../../functions/users.ts'));
  ({ handler: sendMessage } = await import('../../../functions/send-message.ts'));
  ({ handler: fetchMessages } = await import('../../../functions/fetch-messages.ts'));
});

/** What a request costs, in the terms of the calculator. */
async function unitsOf(handler: Handler, route: string, asked: Parameters<typeof invoke>[2]): Promise<units.Units> {
  const { result, cost } = await costOf(dynamodb, () => invoke(handler, route, asked));
  expect([200, 201, 204]).toContain(result.status);
  const { roundTrips, readUnits, writeUnits } = cost;
  return { roundTrips, readUnits, writeUnits };
}

/** Shows a handler a token that is valid, with a request that does not concern the conversation to be measured. */
const seen = unitsOf;

/** A text that makes the stored message so many bytes long. */
function aTextOf(bytes: number, [sender, recipient]: readonly Person[]) {
  const [one, other] = [sender?.username ?? '', recipient?.username ?? ''];
  const item = { conversation: `${one}#${other}`, sentAt: 'x'.repeat(51), sender: one, recipient: other };
  return aText('x'.repeat(bytes - itemSize({ ...item, content: aText('') })));
}

const HOUR = 60 * 60 * 1000;

/** What DynamoDB takes for a consistent query that finds nothing, in read units. The engine takes none. */
const EMPTY_QUERY = 1;

/** Two users with that many messages of that size, the youngest some time old. */
async function aHistory(count: number, bytes: number, age: number) {
  const pair = await aPair();
  const ids = messageIdsOf({ count, from: Date.now() - age - count, step: 1 });
  await storeMessages(...pair, ids, aTextOf(bytes, pair));
  return pair;
}

describe('the units that the calculator counts with', () => {
  it('are those of signing up, of logging in and of doing it again', async () => {
    const body = { username: aUsername(), password: aPassword };

    expect(await unitsOf(users, 'POST /users', { body })).toEqual(units.signUp);
    expect(await unitsOf(users, 'POST /sessions', { body })).toEqual(units.logIn);
    expect(await unitsOf(users, 'POST /sessions', { body })).toEqual(units.logInAgain);
  });

  it.each([350, 1000, 2500, 4150])('are those of sending %d bytes, with and without a key', async (bytes) => {
    // Of this hour: the first message of one costs more.
    const pair = await aHistory(1, bytes, Math.min(60_000, Date.now() % HOUR));
    const [alice, bob] = pair;
    const body = { sender: alice.username, recipient: bob.username, content: aTextOf(bytes, pair) };
    const expected = units.send(bytes);
    await seen(sendMessage, 'POST /messages', { token: alice.token, body: { ...body, recipient: alice.username } });

    const plain = await unitsOf(sendMessage, 'POST /messages', { token: alice.token, body });
    const withKey = await unitsOf(sendMessage, 'POST /messages', {
      token: alice.token,
      body,
      headers: { 'idempotency-key': 'a key' },
    });

    expect(plain).toEqual(expected);
    expect(withKey).toEqual({
      roundTrips: expected.roundTrips + units.key.roundTrips,
      readUnits: expected.readUnits + units.key.readUnits,
      writeUnits: expected.writeUnits + units.key.writeUnits,
    });
  });

  it.each([350, 1000])('are those of a page of messages of %d bytes', async (bytes) => {
    const [alice, bob] = await aHistory(60, bytes, 60_000);
    await seen(fetchMessages, pageRoute(alice, alice), { token: alice.token });

    const counted = await unitsOf(fetchMessages, pageRoute(alice, bob), { token: alice.token });

    expect(counted).toEqual(units.page(bytes));
  });

  it('are those of a page by its number', async () => {
    const [alice, bob] = await aHistory(1000, 250, 30 * 60_000);
    const jump = () => unitsOf(fetchMessages, pageRoute(alice, bob, { page: 10 }), { token: alice.token });
    await jump();
    await jump();

    expect((await jump()).roundTrips).toBe(units.jumpRoundTrips);
  });

  it('are those of the first send of an hour', async () => {
    const pair = await aHistory(1, 350, 2 * HOUR);
    const [alice, bob] = pair;
    const body = { sender: alice.username, recipient: bob.username, content: aTextOf(350, pair) };
    await seen(sendMessage, 'POST /messages', { token: alice.token, body: { ...body, recipient: alice.username } });

    const { writeUnits } = await unitsOf(sendMessage, 'POST /messages', { token: alice.token, body });

    expect(writeUnits).toBe(units.send(350).writeUnits + units.HOUR_WRITE_UNITS);
  });

  it('are those of a poll that finds nothing, and of a receipt', async () => {
    const [alice, bob] = await aHistory(1, 350, 60_000);
    const { body } = await invoke(fetchMessages, pageRoute(alice, bob), { token: alice.token });
    const readUpTo = body.messages[0].id;

    const poll = await unitsOf(fetchMessages, `GET ${body.poll}`, { token: alice.token });
    const receipt = await unitsOf(fetchMessages, 'PUT /receipts', {
      token: alice.token,
      body: { contact: bob.username, readUpTo },
    });

    expect({ ...poll, readUnits: poll.readUnits + EMPTY_QUERY }).toEqual(units.poll);
    expect(receipt).toEqual(units.receipt);
  });

  it('are those of an inbox with 20 of 200 conversations, and of a poll of it that finds nothing', async () => {
    const alice = await aPerson();
    const { token } = alice;
    const inbox = { contacts: 200, shown: 20, unread: 2 };
    const latest = Date.UTC(2026, 2, 1, 12, 30);
    const times = Array.from({ length: inbox.contacts }, (_, index) => latest - index * HOUR);
    await storeInbox(alice, times.slice(0, inbox.unread));
    await storeInbox(alice, times.slice(inbox.unread), { isRead: true });

    const { body } = await invoke(fetchMessages, 'GET /conversations', { token });
    const first = await unitsOf(fetchMessages, 'GET /conversations', { token });
    const poll = await unitsOf(fetchMessages, `GET /conversations?since=${lowestIdOf(latest + 1)}`, { token });

    expect(body.conversations.map(({ unread }: { unread: number }) => unread)).toEqual([1, 1, ...Array(18).fill(0)]);
    // Those with unread messages have no receipts.
    expect({ ...first, readUnits: first.readUnits + inbox.unread * EMPTY_QUERY }).toEqual(units.inbox(inbox));
    expect(poll).toEqual(units.inboxPoll(inbox.contacts, 2));
  });
});

describe('the sizes that the calculator counts with', () => {
  /** The bytes of the first item of a partition, if its usernames had 8 characters. */
  async function bytesIn(table: TableName, partition: string, { username }: Person, usernames: number) {
    const { name } = tables[table].partitionKey;
    const { Items = [] } = await engine().send(
      new QueryCommand({
        TableName: productTable(table),
        KeyConditionExpression: '#partition = :partition',
        ExpressionAttributeNames: { '#partition': name },
        ExpressionAttributeValues: { ':partition': partition },
      }),
    );
    return itemSize(Items[0] as never) - usernames * (username.length - 8);
  }

  it('are those of a session, a note, a contact and a receipt, to a twentieth', async () => {
    const [alice, bob] = await aPair();
    const key = randomUUID();
    const body = { sender: alice.username, recipient: bob.username, content: aText() };
    const { result } = await costOf(dynamodb, () =>
      invoke(sendMessage, 'POST /messages', { token: alice.token, body, headers: { 'idempotency-key': key } }),
    );
    const read = { contact: bob.username, readUpTo: result.body.id };
    await unitsOf(fetchMessages, 'PUT /receipts', { token: alice.token, body: read });

    const session = await bytesIn('Sessions', alice.username, alice, 1);
    const note = await bytesIn('Sends', `${alice.username}#${key}`, alice, 1);
    const contact = await bytesIn('Contacts', alice.username, alice, 2);
    const receipt = await bytesIn(
      'Receipts',
      conversationOf(alice.username as Username, bob.username as Username),
      alice,
      3,
    );

    const counted = [units.SESSION_BYTES, units.NOTE_BYTES, units.CONTACT_BYTES, units.RECEIPT_BYTES];
    expect([session, note, contact, receipt].map((bytes, index) => bytes / (counted[index] ?? 0))).toEqual(
      Array(4).fill(expect.closeTo(1, 1)),
    );
  });

  it('are those of a page: a message takes as much in an answer as in the store, to a twentieth', async () => {
    const [alice, bob] = await aHistory(units.PAGE_SIZE, 350, 60_000);

    const { body } = await invoke(fetchMessages, pageRoute(alice, bob), { token: alice.token });

    expect(JSON.stringify(body).length / (units.PAGE_SIZE * 350)).toBeCloseTo(1, 1);
  });
});
