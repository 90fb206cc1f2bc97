import type { RouteKey } from '../../lib/routes.ts';

const credentials = { username: 'Alice', password: 'correct horse' };

const texting = { sender: 'alice', recipient: 'bob', content: { type: 'text', text: 'Good morning.' } };
const imaging = { ...texting, content: { type: 'image', url: 'https://example.com/piano.jpg' } };
const filming = { ...texting, content: { type: 'video', url: 'https://youtu.be/dQw4w9WgXcQ', length: 212 } };

const message = { id: '01KKHZ9RSGRZQ0Y3ZQ8KQXW5PD', ...texting, sentAt: '2026-03-12T19:03:58.000Z' };

const link = '/messages?userA=alice&userB=bob&pageSize=1';
const page = {
  messages: [message],
  page: 1,
  pageSize: 1,
  order: 'newest',
  next: `${link}&order=newest&cursor=${message.id}&page=2`,
  previous: null,
  poll: `${link}&after=01KKHZ8VFG0000000000000000`,
  asOf: 42,
  total: { messages: 42, pages: 42 },
};

type Named = Readonly<Record<string, unknown>>;

/** Bodies of requests, by a name each. */
export const requestExamples: Readonly<Record<RouteKey, Named>> = {
  'POST /users': { credentials },
  'POST /sessions': { credentials },
  'DELETE /sessions': {},
  'POST /messages': { text: texting, image: imaging, video: filming },
  'GET /messages': {},
};

/** Values of parameters that a request must have. A form is filled in with them, and the others exclude each other. */
export const parameterExamples: Named = { userA: 'alice', userB: 'bob' };

/** Bodies of answers, by a name each. */
export const answerExamples: Readonly<Record<RouteKey, Named>> = {
  'POST /users': { user: { username: 'alice', createdAt: '2026-03-12T19:03:57.000Z' } },
  'POST /sessions': {
    session: {
      token: 'alice.kUCQ2gZ2Ck7mJ8YbXx0cR1v5tq3nW9sLhE4dPzF6aBo',
      username: 'alice',
      expiresAt: '2026-03-19T19:03:57.000Z',
    },
  },
  'DELETE /sessions': {},
  'POST /messages': {
    text: message,
    image: { ...message, content: { ...imaging.content, width: 640, height: 480 } },
    video: { ...message, content: { ...filming.content, source: 'YouTube' } },
  },
  'GET /messages': { page },
};
