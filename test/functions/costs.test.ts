import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';
import type { Handler } from '../../lib/http/endpoint.ts';
import { lowestIdOf } from '../../lib/messages/message.ts';
import {
  type Answer,
  aPair,
  aPassword,
  aPerson,
  aText,
  aUsername,
  fetchPage,
  type Person,
  pageRoute,
  send,
  sendTexts,
} from '../support/api.ts';
import { costOf } from '../support/counting.ts';
import { engineEnvironment, storeInbox } from '../support/engine.ts';
import { invoke } from '../support/lambda.ts';
import { windowThatLasts } from '../support/window-of-attempts.ts';

let dynamodb: Dynamodb;
let users: Handler;
let sendMessage: Handler;
let fetchMessages: Handler;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  Object.assign(process.env, engineEnvironment(), { BCRYPT_COST: '4' });
  ({ dynamodb } = await import('../../lib/dynamodb/connection.ts'));
  ({ handler: users } = await import('../../functions/users.ts'));
  ({ handler: sendMessage } = await import('../../functions/send-message.ts'));
  ({ handler: fetchMessages } = await import('../../functions/fetch-messages.ts'));
  [alice, bob] = await aPair();
  // From now on this process knows Alice's token.
  const unsent = { sender: alice.username, recipient: aUsername(), content: aText() };
  await invoke(sendMessage, 'POST /messages', { token: alice.token, body: unsent });
  await invoke(fetchMessages, pageRoute(alice, alice), { token: alice.token });
});

beforeEach(windowThatLasts);

/** A reading of an inbox; once more where a busy machine makes it 503. */
async function askInbox(reader: Person, query: string, tries = 20): ReturnType<typeof costOf<Answer>> {
  const { token } = reader;
  const asked = await costOf(dynamodb, () => invoke(fetchMessages, `GET /conversations?${query}`, { token }));
  return asked.result.status === 503 && tries > 1 ? askInbox(reader, query, tries - 1) : asked;
}

/** A log-in from an address, with a wrong password unless said. */
const logInFrom = (from: string, username: string, password = 'a wrong password') =>
  costOf(dynamodb, () => invoke(users, 'POST /sessions', { body: { username, password }, from }));

describe('the cost of a request at the store', () => {
  it('is 2 round trips and 2 write units for creating a user: the count of its address, then the put', async () => {
    const body = { username: aUsername(), password: aPassword };

    const { result, cost } = await costOf(dynamodb, () => invoke(users, 'POST /users', { body }));

    expect(result.status).toBe(201);
    expect(cost).toEqual({ requests: ['UpdateItem', 'PutItem'], roundTrips: 2, readUnits: 0, writeUnits: 2 });
  });

  it('is 3 round trips for logging in: 7 write units from a new address, 4 from a known one', async () => {
    const logIn = () =>
      costOf(dynamodb, () =>
        invoke(users, 'POST /sessions', { body: { username: alice.username, password: aPassword }, from: '192.0.2.1' }),
      );

    const [first, second] = [await logIn(), await logIn()];

    expect([first, second].map(({ result }) => result.status)).toEqual([201, 201]);
    const reads = ['GetItem', 'GetItem', 'GetItem'];
    expect({ ...first.cost, requests: first.cost.requests.toSorted() }).toEqual({
      requests: [...reads, 'PutItem', 'PutItem', ...Array(5).fill('UpdateItem')],
      roundTrips: 3,
      readUnits: 3,
      writeUnits: 7,
    });
    expect({ ...second.cost, requests: second.cost.requests.toSorted() }).toEqual({
      requests: [...reads, 'PutItem', ...Array(3).fill('UpdateItem')],
      roundTrips: 3,
      readUnits: 3,
      writeUnits: 4,
    });
  });

  it('is the same for a wrong password and an unknown name, and for both when they are refused', async () => {
    const nobody = aUsername();

    for (let count = 1; count <= 12; count++) {
      const [wrong, unknown] = [await logInFrom('192.0.2.2', bob.username), await logInFrom('192.0.2.2', nobody)];
      expect([wrong, unknown].map(({ result }) => result.status)).toEqual(Array(2).fill(count > 10 ? 429 : 401));
      expect({ ...unknown.cost, readUnits: 0 }).toEqual({ ...wrong.cost, readUnits: 0 });
      expect(wrong.cost).toMatchObject(count > 10 ? { roundTrips: 2 } : { roundTrips: 1, writeUnits: 3 });
    }
  });

  it('is as many requests and round trips for both when they are refused at an address that knows one of them', async () => {
    const nobody = aUsername();
    await logInFrom('192.0.2.3', bob.username, aPassword);
    const logInBoth = async () => [await logInFrom('192.0.2.3', bob.username), await logInFrom('192.0.2.3', nobody)];
    for (let count = 1; count <= 10; count++) await logInBoth();

    const refused = await logInBoth();

    expect(refused.map(({ result }) => result.status)).toEqual([429, 429]);
    const [wrong, unknown] = refused.map(({ cost }) => ({ ...cost, requests: cost.requests.toSorted(), readUnits: 0 }));
    expect(wrong).toEqual(unknown);
  });

  it('is 2 round trips, 1 write unit and at most 3 read units for sending', async () => {
    await send(alice, bob, aText('x'.repeat(700)));
    const body = { sender: alice.username, recipient: bob.username, content: aText('x'.repeat(700)) };

    const { result, cost } = await costOf(dynamodb, () =>
      invoke(sendMessage, 'POST /messages', { token: alice.token, body }),
    );

    expect(result.status).toBe(201);
    expect(cost).toEqual({
      requests: ['GetItem', 'GetItem', 'Query', 'PutItem'],
      roundTrips: 2,
      readUnits: 3,
      writeUnits: 1,
    });
  });

  it('is 3 round trips and 3 write units for the first message of an hour, and 4 write units with a key', async () => {
    const first = async (headers: Record<string, string>) => {
      const newcomer = await aPerson();
      const body = { sender: alice.username, recipient: newcomer.username, content: aText() };
      return costOf(dynamodb, () => invoke(sendMessage, 'POST /messages', { token: alice.token, body, headers }));
    };

    const plain = await first({});
    const withKey = await first({ 'idempotency-key': 'the first' });

    expect([plain.result.status, withKey.result.status]).toEqual([201, 201]);
    expect(plain.cost).toMatchObject({ roundTrips: 3, writeUnits: 3 });
    expect(plain.cost.requests.slice(-3)).toEqual(['UpdateItem', 'UpdateItem', 'PutItem']);
    expect(withKey.cost).toMatchObject({ roundTrips: 3, writeUnits: 4 });
    expect(withKey.cost.requests.slice(-4)).toEqual(['PutItem', 'UpdateItem', 'UpdateItem', 'PutItem']);
  });

  it('is 3 round trips, 2 write units and at most 4 read units for sending with a key, and no write for a replay', async () => {
    const body = { sender: alice.username, recipient: bob.username, content: aText('x'.repeat(700)) };
    const sendWithKey = () =>
      costOf(dynamodb, () =>
        invoke(sendMessage, 'POST /messages', { token: alice.token, body, headers: { 'idempotency-key': 'a key' } }),
      );

    const first = await sendWithKey();
    const replay = await sendWithKey();

    const reads = ['GetItem', 'GetItem', 'Query', 'GetItem'];
    expect([first.result.status, replay.result.status]).toEqual([201, 201]);
    expect(first.cost).toEqual({
      requests: [...reads, 'PutItem', 'PutItem'],
      roundTrips: 3,
      readUnits: first.cost.readUnits,
      writeUnits: 2,
    });
    expect(first.cost.readUnits).toBeLessThanOrEqual(4);
    expect(replay.cost).toMatchObject({ requests: [...reads, 'GetItem'], roundTrips: 2, writeUnits: 0 });
  });

  it('is 1 round trip for the first page and for each that a link leads to', async () => {
    await sendTexts(5, alice, bob);
    const { next } = await fetchPage(alice, bob, { pageSize: 2 });

    for (const route of [pageRoute(alice, bob, { pageSize: 2 }), `GET ${next}`]) {
      const { result, cost } = await costOf(dynamodb, () => invoke(fetchMessages, route, { token: alice.token }));

      expect(result.body.messages).toHaveLength(2);
      expect(cost).toMatchObject({ requests: ['GetItem', 'Query'], roundTrips: 1, writeUnits: 0 });
      expect(cost.readUnits).toBeLessThanOrEqual(2);
    }
  });

  it('is at most 3 round trips and 50 read units for a page of 20 of 200 conversations, and 2 for an idle poll', async () => {
    const HOUR = 3_600_000;
    const noon = Date.UTC(2026, 2, 1, 12);
    const reader = await aPerson();
    // Twenty in each hour, the latest of them half past eleven.
    const times = Array.from({ length: 200 }, (_, index) => noon - HOUR / 2 - Math.floor(index / 20) * HOUR - index);
    await storeInbox(reader, times, { isRead: true });
    await askInbox(reader, 'pageSize=1');

    const page = await askInbox(reader, 'pageSize=20');
    const poll = await askInbox(reader, `since=${lowestIdOf(noon + HOUR / 4)}`);

    expect(page.result.body.conversations).toHaveLength(20);
    expect(page.result.body.next).not.toBeNull();
    expect(page.cost).toMatchObject({ roundTrips: 3, writeUnits: 0 });
    expect(page.cost.readUnits).toBeLessThanOrEqual(50);
    expect(poll.result.body).toMatchObject({ conversations: [], next: null });
    expect(poll.cost).toMatchObject({ roundTrips: 2, writeUnits: 0 });
    expect(poll.cost.readUnits).toBeLessThanOrEqual(2 + 200 / 40 + 20);
  });

  it('is 2 round trips for an idle poll, and 3 for a page, also of more than a hundred conversations of two hours', async () => {
    const noon = Date.UTC(2026, 2, 1, 12);
    const reader = await aPerson();
    await storeInbox(reader, [...Array(110).fill(noon), ...Array(10).fill(noon - 60_000)], { isRead: true });
    await askInbox(reader, 'pageSize=1');

    const page = await askInbox(reader, 'pageSize=20');
    const poll = await askInbox(reader, `since=${lowestIdOf(noon + 60_000)}`);

    expect(page.result.body.conversations).toHaveLength(20);
    expect(page.cost).toMatchObject({ roundTrips: 3 });
    expect(poll.result.body).toMatchObject({ conversations: [], next: null });
    expect(poll.cost).toMatchObject({ roundTrips: 2 });
    expect(poll.cost.readUnits).toBeLessThanOrEqual(2 + 120 / 40 + 120);
  });

  it('is at most 4 round trips where many contacts of older hours have no message: sends to them have failed', async () => {
    const noon = Date.UTC(2026, 2, 1, 12);
    const reader = await aPerson();
    await storeInbox(reader, [noon]);
    await storeInbox(reader, Array(60).fill(noon - 7_200_000), { unread: 0 });
    await askInbox(reader, 'pageSize=1');

    const { result, cost } = await askInbox(reader, 'pageSize=1');

    expect(result.body).toMatchObject({ conversations: [{ unread: 1 }], next: null });
    expect(cost.roundTrips).toBeLessThanOrEqual(4);
  });

  it('is at most 25 read units for what is unread behind a hundred messages, however many more there are', async () => {
    const reader = await aPerson();
    await storeInbox(reader, [Date.UTC(2026, 2, 1, 12)], { unread: 400 });
    await askInbox(reader, '');

    const { result, cost } = await askInbox(reader, '');

    expect(result.body.conversations).toMatchObject([{ unread: 100 }]);
    expect(cost).toMatchObject({ roundTrips: 4 });
    expect(cost.readUnits).toBeLessThanOrEqual(25 + 4);
  });

  it('is 256 read units for each conversation of which a hundred unread messages have 16 KB, and it is answered', async () => {
    const reader = await aPerson();
    await storeInbox(reader, Array(4).fill(Date.UTC(2026, 2, 1, 12)), {
      unread: 101,
      behind: aText('x'.repeat(16_000)),
    });
    await askInbox(reader, 'pageSize=1');

    const { result, cost } = await askInbox(reader, '');

    expect(result.body.conversations).toMatchObject(Array(4).fill({ unread: 100 }));
    expect(cost).toMatchObject({ roundTrips: 4 });
    // DynamoDB Local counts what lies beyond 1 MB of the last message, too.
    expect(cost.readUnits).toBeLessThanOrEqual(4 * (257 + 2) + 2);
  });

  it('is 1 read for a stranger without a session, and no write', async () => {
    const token = `${alice.username}.${'x'.repeat(43)}`;
    const body = { sender: alice.username, recipient: bob.username, content: aText() };

    const reading = await costOf(dynamodb, () => invoke(fetchMessages, pageRoute(alice, bob), { token }));
    const writing = await costOf(dynamodb, () => invoke(sendMessage, 'POST /messages', { token, body }));

    expect([reading.result.status, writing.result.status]).toEqual([401, 401]);
    expect(reading.cost.requests).toEqual(['GetItem']);
    expect(writing.cost.requests).toEqual(['GetItem']);
  });
});
