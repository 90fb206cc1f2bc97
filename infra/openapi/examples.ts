import * as z from 'zod/mini';
import type { Kind } from '../../lib/messages/content/kind.ts';
import { kinds } from '../../lib/messages/content/kinds.ts';
import type { RouteKey } from '../../lib/routes.ts';

const credentials = { username: 'Alice', password: 'correct horse' };

const names = { sender: 'alice', recipient: 'bob' };

/** A message of each kind, as it is sent and as it is stored, by the type of its content. */
const messagesByType = (kinds as readonly Kind[]).map(({ sent, stored, example }) => {
  const content = z.parse(sent as z.ZodMiniType, example);
  const message = { id: '01KKHZ9RSGRZQ0Y3ZQ8KQXW5PD', ...names, sentAt: '2026-03-12T19:03:58.000Z', content };
  return { type: stored.shape.type._zod.def.values[0] ?? '', draft: { ...names, content: example }, message };
});

const byType = <Example>(exampleOf: (messages: (typeof messagesByType)[number]) => Example) =>
  Object.fromEntries(messagesByType.map((messages) => [messages.type, exampleOf(messages)]));

const link = '/messages?userA=alice&userB=bob&pageSize=1';
const [first] = messagesByType;

const page = {
  messages: [first?.message],
  page: 1,
  pageSize: 1,
  order: 'newest',
  next: `${link}&order=newest&cursor=${first?.message.id}&page=2`,
  previous: null,
  poll: `${link}&after=01KKHZ8VFG0000000000000000`,
  asOf: 42,
  total: { messages: 42, pages: 42 },
};

const inbox = {
  conversations: [
    { contact: 'bob', newest: first?.message, unread: 1, readUpTo: null, readByContact: first?.message.id },
  ],
  next: null,
  poll: '/conversations?pageSize=20&since=01KKHZ8VFG0000000000000000',
};

type Named = Readonly<Record<string, unknown>>;

/** Bodies of requests, by a name each. */
export const requestExamples: Readonly<Record<RouteKey, Named>> = {
  'POST /users': { credentials },
  'PUT /users/me/password': {
    passwords: { password: credentials.password, newPassword: 'battery staple' },
  },
  'DELETE /users/me': {},
  'POST /sessions': { credentials },
  'DELETE /sessions': {},
  'POST /messages': byType(({ draft }) => draft),
  'GET /messages': {},
  'GET /conversations': {},
  'PUT /receipts': { receipt: { contact: 'bob', readUpTo: first?.message.id } },
};

/** Values of parameters that a request must have. A form is filled in with them, and the others exclude each other. */
export const parameterExamples: Named = { userA: 'alice', userB: 'bob' };

/** Bodies of answers, by a name each. */
export const answerExamples: Readonly<Record<RouteKey, Named>> = {
  'POST /users': { user: { username: 'alice', createdAt: '2026-03-12T19:03:57.000Z' } },
  'PUT /users/me/password': {},
  'DELETE /users/me': {},
  'POST /sessions': {
    session: {
      token: 'alice.kUCQ2gZ2Ck7mJ8YbXx0cR1v5tq3nW9sLhE4dPzF6aBo',
      username: 'alice',
      expiresAt: '2026-03-19T19:03:57.000Z',
    },
  },
  'DELETE /sessions': {},
  'POST /messages': byType(({ message }) => message),
  'GET /messages': { page },
  'GET /conversations': { inbox },
  'PUT /receipts': {},
};
