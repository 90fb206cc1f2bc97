import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { conversationOf } from '../../lib/messages/conversation.ts';
import { type MessageId, placeOf } from '../../lib/messages/message.ts';
import { routes } from '../../lib/routes.ts';
import { tableName } from '../../lib/tables.ts';
import type { Username } from '../../lib/users/username.ts';
import type { Account } from './account.ts';

const PASSWORD = 'correct horse battery';
const text = { type: 'text', text: 'Hello' } as const;

const keys: readonly string[] = routes.map(({ method, path }) => `${method} ${path}`);

/** What the requests are made with. */
export type World = {
  /** The API, as `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Two users with a session each, and with a long conversation that is an hour old. */
  readonly alice: Person;
  readonly bob: Person;
};

export type Person = { readonly username: string; readonly token: string };

type Sent = { readonly token?: string; readonly body?: unknown; readonly key?: string };

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** A request and those that prepare it. It throws where an answer is another than it should be. */
export type Request = {
  /** A route as API Gateway names it. */
  readonly route: string;
  readonly name: string;
  readonly make: (world: World) => Promise<void>;
};

let names = 0;
const prefix = `r${Date.now().toString(36)}`;
const freshName = () => `${prefix}-${++names}`;

async function ask(url: string, route: string, expected: number, { token, body, key }: Sent = {}): Promise<Answer> {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (response.status !== expected) throw new Error(`${route}: ${response.status}, not ${expected}: ${answer}`);
  return { status: response.status, body: answer ? JSON.parse(answer) : {} };
}

const signUp = async (url: string, username = freshName()) => {
  await ask(url, 'POST /users', 201, { body: { username, password: PASSWORD } });
  return username;
};

const logIn = async (url: string, username: string, password = PASSWORD): Promise<Person> => {
  const { body } = await ask(url, 'POST /sessions', 201, { body: { username, password } });
  return { username, token: String(body.token) };
};

export const personAt = async (url: string): Promise<Person> => logIn(url, await signUp(url));

const send = (url: string, from: Person, recipient: string, expected = 201, key?: string) =>
  ask(url, 'POST /messages', expected, {
    token: from.token,
    body: { sender: from.username, recipient, content: text },
    ...(key && { key }),
  });

const pages = ({ url, alice }: World, userB: string, query = '', expected = 200) =>
  ask(url, `GET /messages?userA=${alice.username}&userB=${userB}${query}`, expected, { token: alice.token });

const markAsRead = (url: string, { token }: Person, contact: string, readUpTo: unknown) =>
  ask(url, 'PUT /receipts', 204, { token, body: { contact, readUpTo } });

const all: readonly Request[] = [
  { route: 'POST /users', name: 'create a user', make: async ({ url }) => void (await signUp(url)) },
  {
    route: 'POST /users',
    name: 'create a user again',
    make: async ({ url, alice: { username } }) =>
      void (await ask(url, 'POST /users', 409, { body: { username, password: PASSWORD } })),
  },
  { route: 'POST /sessions', name: 'log in', make: async ({ url, alice }) => void (await logIn(url, alice.username)) },
  {
    route: 'POST /sessions',
    name: 'log in with a wrong password',
    make: async ({ url, alice: { username } }) =>
      void (await ask(url, 'POST /sessions', 401, { body: { username, password: 'wrong horse' } })),
  },
  {
    route: 'DELETE /sessions',
    name: 'log out',
    make: async ({ url, alice: { username } }) => {
      const { token } = await logIn(url, username);
      await ask(url, 'DELETE /sessions', 204, { token });
      await ask(url, 'DELETE /sessions', 401, { token });
    },
  },
  {
    route: 'PUT /users/me/password',
    name: 'change a password',
    make: async ({ url }) => {
      const { username, token } = await personAt(url);
      const other = await logIn(url, username);
      const newPassword = 'another horse';
      const body = { password: PASSWORD, newPassword };
      await ask(url, 'PUT /users/me/password', 204, { token, body });
      await ask(url, 'DELETE /sessions', 401, { token: other.token });
      await logIn(url, username, newPassword);
    },
  },
  {
    route: 'PUT /users/me/password',
    name: 'change a password with a wrong one',
    make: async ({ url, alice: { token } }) =>
      void (await ask(url, 'PUT /users/me/password', 403, {
        token,
        body: { password: 'wrong horse', newPassword: 'another horse' },
      })),
  },
  {
    route: 'DELETE /users/me',
    name: 'delete a user who has written and read',
    make: async ({ url, bob }) => {
      const person = await personAt(url);
      const { body } = await send(url, person, bob.username);
      if (keys.includes('PUT /receipts')) await markAsRead(url, person, bob.username, body.id);
      await logIn(url, person.username);
      await ask(url, 'DELETE /users/me', 204, { token: person.token });
      await ask(url, 'POST /sessions', 401, { body: { username: person.username, password: PASSWORD } });
    },
  },
  {
    route: 'POST /messages',
    name: 'send a message',
    make: async ({ url, alice, bob }) => void (await send(url, alice, bob.username)),
  },
  {
    route: 'POST /messages',
    name: 'send a first message',
    make: async ({ url, alice }) => void (await send(url, alice, await signUp(url))),
  },
  {
    route: 'POST /messages',
    name: 'send to nobody',
    make: async ({ url, alice }) => void (await send(url, alice, freshName(), 404)),
  },
  {
    route: 'POST /messages',
    name: 'send twice with one key',
    make: async ({ url, alice, bob }) => {
      const key = freshName();
      const first = await send(url, alice, bob.username, 201, key);
      const second = await send(url, alice, bob.username, 201, key);
      if (first.body.id !== second.body.id) throw new Error('POST /messages: one key made two messages');
    },
  },
  {
    route: 'GET /messages',
    name: 'the newest page',
    make: async (world) => void (await pages(world, world.bob.username)),
  },
  {
    route: 'GET /messages',
    name: 'a page in the middle',
    make: async (world) => {
      const { body } = await pages(world, world.bob.username, '&page=6&pageSize=50&total=true');
      const { length } = body.messages as unknown[];
      if (length !== 50) throw new Error(`GET /messages: ${length} messages on a page of 50`);
    },
  },
  {
    route: 'GET /messages',
    name: 'an empty conversation',
    make: async (world) => void (await pages(world, await signUp(world.url))),
  },
  {
    route: 'GET /messages',
    name: 'a conversation with nobody',
    make: async (world) => void (await pages(world, freshName(), '', 404)),
  },
  {
    route: 'GET /conversations',
    name: 'the inbox',
    make: async ({ url, alice: { token } }) => {
      const { body } = await ask(url, 'GET /conversations', 200, { token });
      if ((body.conversations as unknown[]).length === 0) throw new Error('GET /conversations: none');
    },
  },
  {
    route: 'PUT /receipts',
    name: 'mark as read',
    make: async ({ url, alice, bob }) => {
      const { body } = await send(url, bob, alice.username);
      await markAsRead(url, alice, bob.username, body.id);
    },
  },
];

/** Requests of every route that there is. */
export const requests: readonly Request[] = all.filter(({ route }) => keys.includes(route));

/** The routes that no request asks. */
export const unasked: readonly string[] = keys.filter((key) => !requests.some(({ route }) => route === key));

/** How many messages the long conversation has: more than what is read straight from its ends. */
const LENGTH = 700;

/** Writes a conversation straight into the table, an hour old, which is old enough for bookmarks. */
export async function seedConversation({ documents }: Account, stack: string, people: readonly [string, string]) {
  const [sender, recipient] = people;
  const conversation = conversationOf(sender as Username, recipient as Username);
  const from = Date.now() - 3_600_000;
  const items = Array.from({ length: LENGTH }, (_, index) => ({
    conversation,
    sentAt: placeOf(ulid(from + index) as MessageId),
    sender,
    recipient,
    content: text,
  }));
  const table = tableName(stack, 'Messages');
  for (let index = 0; index < items.length; index += 25) {
    const puts = items.slice(index, index + 25).map((Item) => ({ PutRequest: { Item } }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
}
