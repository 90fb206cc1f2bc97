import { readFileSync } from 'node:fs';
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './duologue.d.ts';

type Person = { readonly name: string; readonly password: string; token: string };

const [baseUrl = '', problemsUrl = ''] = process.argv.slice(2);
let token: string | undefined;
const bearer: Middleware = {
  onRequest({ request }) {
    if (token !== undefined) request.headers.set('Authorization', `Bearer ${token}`);
    return request;
  },
};
const client = createClient<paths>({ baseUrl });
client.use(bearer);

let steps = 0;
function expect<T>(step: string, actual: T, expected: T) {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`${step}: expected ${wanted}, got ${got}`);
  steps += 1;
}

type Result<T> = { data?: T; error?: { code?: string } | { message?: string }; response: Response };

/** What a request answers, where it must succeed. */
async function ok<T>(step: string, request: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await request;
  if (error !== undefined || !response.ok) throw new Error(`${step}: ${response.status} ${JSON.stringify(error)}`);
  steps += 1;
  return data as T;
}

/** The status and code of a request that must fail. */
async function fails(step: string, status: number, code: string, request: Promise<Result<unknown>>) {
  const { error = {}, response } = await request;
  expect(step, [response.status, 'code' in error ? error.code : error], [status, code]);
  return error;
}

/** Runs a request with another token, or none. */
async function as<T>(other: string | undefined, request: () => Promise<T>): Promise<T> {
  const mine = token;
  token = other;
  try {
    return await request();
  } finally {
    token = mine;
  }
}

const aPerson = (role: string): Person => ({
  name: `ts-${role}-${Date.now().toString(36)}`,
  password: 'correct horse battery',
  token: '',
});

const signUp = ({ name: username, password }: Person) => client.POST('/users', { body: { username, password } });
const logIn = ({ name: username }: Person, password: string) =>
  client.POST('/sessions', { body: { username, password } });

const [ann, ben, cat] = [aPerson('ann'), aPerson('ben'), aPerson('cat')];
for (const person of [ann, ben, cat]) {
  expect('sign up', (await ok('sign up', signUp(person))).username, person.name);
  person.token = (await ok('log in', logIn(person, person.password))).token;
}
token = ann.token;

type Draft = components['schemas']['ContentDraft'];
const send = (content: Draft, key?: string, recipient = ben.name, sender = ann.name) =>
  client.POST('/messages', {
    body: { sender, recipient, content },
    ...(key !== undefined && { params: { header: { 'Idempotency-Key': key } } }),
  });

type Query = NonNullable<paths['/messages']['get']['parameters']['query']>;
const fetchMessages = (query: Partial<Query> = {}) =>
  client.GET('/messages', { params: { query: { userA: ann.name, userB: ben.name, ...query } } });

/** Follows a link: a relative URL, which is fetched as it stands. */
async function follow(link: string | null | undefined): Promise<components['schemas']['Page']> {
  if (!link) throw new Error('there is no link');
  const [path = '', search] = link.split('?');
  const query = Object.fromEntries(new URLSearchParams(search)) as unknown as Query;
  expect('a link leads to messages', path, '/messages');
  return ok('follow', client.GET('/messages', { params: { query } }));
}

// Every kind of message.
const text: Draft = { type: 'text', text: ' Good morning \u{1f44b}' };
const first = await ok('text', send(text));
expect('a text as it was sent', first.content, text);
const image = await ok('image', send({ type: 'image', url: 'https://example.com/a.png' }));
if (image.content.type !== 'image') throw new Error('an image is no image');
expect('an image has a size', [image.content.width, image.content.height], [640, 480]);
const video = await ok('video', send({ type: 'video', url: 'https://youtu.be/a', source: 'Vevo', length: 9 }));
if (video.content.type !== 'video') throw new Error('a video is no video');
expect('a video has a source', [video.content.source, video.content.length], ['Vevo', 9]);

// A key and its replay.
const once = await send({ type: 'text', text: 'once' }, 'key 1');
const again = await send({ type: 'text', text: 'once' }, 'key 1');
expect('a replay is the same message', again.data, once.data);
expect('a replay says so', again.response.headers.get('Idempotent-Replayed'), 'true');
await fails('a key reused', 422, 'idempotency_key_reused', send({ type: 'text', text: 'twice' }, 'key 1'));

// Pages, a jump, at and around, poll.
for (let number = 1; number <= 6; number++) await ok('send', send({ type: 'text', text: `number ${number}` }));
const newest = await ok('the newest page', fetchMessages({ pageSize: 4, total: true }));
expect('a total', newest.total, { messages: 10, pages: 3 });
const second = await follow(newest.next);
const back = await follow(second.previous);
expect('back on the newest page', back.messages, newest.messages);
const jump = await ok('a jump', fetchMessages({ page: 3, pageSize: 4, asOf: 10 }));
expect('the last page', [jump.page, jump.messages.length, jump.next], [3, 2, null]);
const at = await ok('at', fetchMessages({ at: first.sentAt, order: 'oldest', pageSize: 4 }));
expect('the page of a time', at.messages[0]?.id, first.id);
const around = await ok('around', fetchMessages({ around: image.id, pageSize: 4 }));
expect('the page of a message', around.page, 3);
const after = await ok('after', fetchMessages({ after: '0'.repeat(26), pageSize: 200 }));
expect('all after the beginning', after.messages.length, 10);
let poll = await follow(newest.poll);
while (poll.next) poll = await follow(poll.next);
expect('a poll tells the newest', poll.messages.at(-1)?.id, newest.messages[0]?.id);
await ok('a long page', fetchMessages({ pageSize: 200, order: 'oldest' }));

// The inbox and a receipt.
await as(ben.token, async () => {
  const inbox = () => ok('inbox', client.GET('/conversations', { params: { query: { pageSize: 50 } } }));
  expect('what is unread', (await inbox()).conversations[0]?.unread, 10);
  const receipt = { contact: ann.name, readUpTo: newest.messages[0]?.id ?? '' };
  await ok('receipt', client.PUT('/receipts', { body: receipt }));
  const [conversation] = (await inbox()).conversations;
  expect('all is read', [conversation?.unread, conversation?.readUpTo], [0, receipt.readUpTo]);
  await fails(
    'no message, no receipt',
    404,
    'unknown_user',
    client.PUT('/receipts', { body: { ...receipt, contact: cat.name } }),
  );
});

// Every error that a caller can cause.
const wrong = await fails('a text of blanks', 400, 'invalid_request', send({ type: 'text', text: ' ' }));
if (!('errors' in wrong)) throw new Error('no fault is told');
expect('where the fault is', (wrong.errors as { pointer: string }[])[0]?.pointer, '/content/text');
const broken = { bodySerializer: () => '{', body: { username: '', password: '' } };
await fails('JSON cut off', 400, 'malformed_json', client.POST('/sessions', broken));
const plain = { headers: { 'Content-Type': 'text/plain' }, body: { username: ann.name, password: ann.password } };
await fails('another type', 415, 'unsupported_media_type', client.POST('/sessions', plain));
await fails('a large body', 413, 'body_too_large', send({ type: 'text', text: 'x'.repeat(70_000) }));
await fails('a lower-case id', 400, 'invalid_cursor', fetchMessages({ cursor: first.id.toLowerCase() }));
await fails('too large a page', 400, 'invalid_request', fetchMessages({ pageSize: 201 }));
await fails('no such recipient', 404, 'unknown_recipient', send(text, undefined, `${ann.name}-x`));
await fails('no such user', 404, 'unknown_user', fetchMessages({ userB: `${ann.name}-x` }));
await fails('not the sender', 403, 'not_the_sender', send(text, undefined, cat.name, ben.name));
await fails('not a participant', 403, 'not_a_participant', fetchMessages({ userA: ben.name, userB: cat.name }));
await fails('a taken name', 409, 'username_taken', signUp(ann));
await fails('a wrong password', 401, 'invalid_credentials', logIn(ann, 'another password'));
await as(undefined, () => fails('no token', 401, 'unauthenticated', fetchMessages()));
// Ten may fail in a window of time, which may end in between.
let limited = await logIn(cat, 'another password');
for (let guess = 0; guess < 20 && limited.response.status === 401; guess++)
  limited = await logIn(cat, 'another password');
expect(
  'guessing too often',
  [limited.response.status, limited.error && 'code' in limited.error && limited.error.code],
  [429, 'too_many_attempts'],
);
expect('when to try again', Number(limited.response.headers.get('Retry-After')) > 0, true);

// Hostile data come back as they were sent.
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const hostile: Record<'texts' | 'longestTextsOf' | 'urls' | 'longestUrlsOf' | 'keys' | 'nameEndings', string[]> =
  read('hostile.json');
const filled = (start: string, unit: string, length: number) =>
  start + unit.repeat((length - start.length) / [...unit].length);

const { id: before } = await ok('the last one before', send({ type: 'text', text: 'before' }));
const texts = [...hostile.texts, ...hostile.longestTextsOf.map((unit) => filled('', unit, 4000))];
const urls = [...hostile.urls, ...hostile.longestUrlsOf.map((unit) => filled('https://example.com/', unit, 2048))];
const contents: Draft[] = [
  ...texts.map((text) => ({ type: 'text' as const, text })),
  ...urls.map((url) => ({ type: 'image' as const, url, width: 1, height: 100_000 })),
  ...urls.map((url) => ({ type: 'video' as const, url, length: 86_400, source: 'Other' as const })),
];
for (const content of contents) expect('a content', (await ok('send', send(content))).content, content);
const written = await ok('contents', fetchMessages({ after: before, pageSize: 200 }));
expect(
  'contents in a page',
  written.messages.map(({ content }) => content),
  contents,
);
for (const key of hostile.keys) {
  const { id } = await ok('a key', send(text, key));
  expect('the same key', (await ok('the same', send(text, key))).id, id);
}

for (const ending of hostile.nameEndings) {
  const name = `TS.${Date.now().toString(36)}${ending}`;
  const folded = (await ok('sign up', signUp({ ...cat, name }))).username;
  expect('a name', folded, name.toLowerCase());
  const { token: theirs } = await ok('log in', logIn({ ...cat, name }, cat.password));
  const message = await as(theirs, async () => {
    const sent = await ok('a message', send(text, undefined, ann.name.toUpperCase(), name));
    const page = await ok('their page', fetchMessages({ userA: ann.name, userB: name }));
    expect('their poll', (await follow(page.poll)).messages, [sent]);
    return sent;
  });
  expect('their name', message.sender, folded);
  await ok('receipt', client.PUT('/receipts', { body: { contact: name, readUpTo: message.id } }));
  const { conversations } = await ok('inbox', client.GET('/conversations', { params: { query: { pageSize: 50 } } }));
  const listed = conversations.find(({ contact }) => contact === folded);
  expect('their conversation', [listed?.newest, listed?.readUpTo], [message, message.id]);
}

// Every problem that each operation can answer.
type Client = typeof client;
const requests: Record<string, (problems: Client) => Promise<Result<unknown>>> = {
  createUser: (problems) => problems.POST('/users', { body: { username: 'ann', password: 'correct horse' } }),
  changePassword: (problems) => problems.PUT('/users/me/password', { body: { password: 'x', newPassword: 'y' } }),
  deleteUser: (problems) => problems.DELETE('/users/me'),
  logIn: (problems) => problems.POST('/sessions', { body: { username: 'ann', password: 'x' } }),
  logOut: (problems) => problems.DELETE('/sessions'),
  sendMessage: (problems) => problems.POST('/messages', { body: { sender: 'ann', recipient: 'ben', content: text } }),
  fetchMessages: (problems) => problems.GET('/messages', { params: { query: { userA: 'ann', userB: 'ben' } } }),
  listConversations: (problems) => problems.GET('/conversations'),
  putReceipt: (problems) => problems.PUT('/receipts', { body: { contact: 'ann', readUpTo: before } }),
};
for (const { operation, status, code, detail } of read('problems.json')) {
  const problems = createClient<paths>({ baseUrl: `${problemsUrl}/${code}` });
  const request = requests[operation];
  if (!request) throw new Error(`${operation} is not known`);
  const problem = await fails(operation, status, code, request(problems));
  expect('what a problem says', 'detail' in problem && problem.detail, detail);
  const places = 'errors' in problem && (problem.errors as object[]).map((fault) => Object.keys(fault)[0]);
  expect('where', places, code === 'invalid_request' && ['pointer', 'parameter', 'header']);
}

// A new password, log out everywhere, delete.
const other = (await ok('a second session', logIn(ann, ann.password))).token;
const change = (password: string, newPassword: string) =>
  client.PUT('/users/me/password', { body: { password, newPassword } });
await fails('a wrong present password', 403, 'wrong_password', change('another password', 'a new password'));
await ok('a new password', change(ann.password, 'a new password'));
await as(other, () => fails('another session has ended', 401, 'unauthenticated', fetchMessages()));
await ok('log out everywhere', client.DELETE('/sessions', { params: { query: { all: true } } }));
await fails('logged out', 401, 'unauthenticated', fetchMessages());
token = (await ok('log in again', logIn(ann, 'a new password'))).token;
await ok('delete', client.DELETE('/users/me'));
await fails('deleted', 401, 'unauthenticated', client.DELETE('/users/me'));
await fails('a deleted name', 409, 'username_taken', signUp(ann));

console.log(`${steps} steps`);
