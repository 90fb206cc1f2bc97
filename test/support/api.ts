import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Overloaded } from '../../infra/local/limit-concurrency.ts';
import type { Message } from '../../lib/messages/message.ts';
import { expectDocumented } from './documented.ts';

/** A body as its test expects it: what is wrong with it shows in the assertion. */
// biome-ignore lint/suspicious/noExplicitAny: the assertions of a test are the check of its answer
type Body = any;

/** An answer of the product, its body parsed. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Body };

/** The body of a page. */
export type PageBody = {
  readonly messages: readonly Message[];
  readonly page: number | null;
  readonly pageSize: number;
  readonly order: string;
  readonly next: string | null;
  readonly previous: string | null;
  readonly poll: string | null;
  readonly asOf: number | null;
  readonly total?: { readonly messages: number; readonly pages: number };
};

type Options = {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text and bytes are sent as they are. */
  readonly body?: unknown;
  readonly baseUrl?: string;
  /** Whether it may be made twice; unless told, whether that is safe at the product of the test run. */
  readonly isRepeatable?: boolean;
};

/** How often a request is made that a busy machine does not take on. */
export const MOST_TRIES = 20;

/** What the server says of a request that it does not take on, being too busy. */
export const tooMuchToDo = new Overloaded().message;

/**
 * Makes one HTTP request to the product that the test run started, such as `request('POST /users', { body })`. Throws where
 * the answer is not as the OpenAPI document says.
 *
 * On a busy machine it is made again, as a client would: where it was not taken on, and where the store did not answer in
 * time, if it may be made twice.
 */
export async function request(route: string, options: Options = {}): Promise<Answer> {
  const { isRepeatable = isOfTestRun(options) && isSafe(route, options) } = options;
  for (let tries = 1; ; tries++) {
    const answer = await requestOnce(route, options);
    const isForAnother = answer.body?.detail === tooMuchToDo || (answer.status === 503 && isRepeatable);
    if (!isForAnother || tries === MOST_TRIES) return answer;
    await asLongAsSaid(answer);
  }
}

/** Waits as long as an answer says in `Retry-After`. */
export const asLongAsSaid = ({ headers }: Pick<Answer, 'headers'>): Promise<void> =>
  sleep(Number(headers.get('retry-after')) * 1000);

/** Whether nobody disturbs its store on purpose. */
const isOfTestRun = ({ baseUrl = productUrl() }: Options) => baseUrl === process.env.DUOLOGUE_URL;

const isSafe = (route: string, { headers = {} }: Options) =>
  route.startsWith('GET ') || route === 'POST /sessions' || 'idempotency-key' in headers;

/** The same, once only: that the server does not take it on is an answer, too. */
export async function requestOnce(
  route: string,
  { token, headers, body, baseUrl = productUrl() }: Options = {},
): Promise<Answer> {
  const [method = '', path = ''] = route.split(' ');
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  expectDocumented(route, { status: response.status, headers: response.headers, text });
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

const isRaw = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array;

/** Where the product listens that `global-setup.ts` started. */
export function productUrl(): string {
  const { DUOLOGUE_URL } = process.env;
  if (!DUOLOGUE_URL) throw new Error('The test run has started no product.');
  return DUOLOGUE_URL;
}

export const aUsername = (): string => `u${randomUUID().replaceAll('-', '').slice(0, 20)}`;

export const aPassword = 'correct horse battery';

/** A user who has signed up and logged in. */
export type Person = { readonly username: string; readonly token: string };

export async function aPerson(username = aUsername(), baseUrl = productUrl()): Promise<Person> {
  const body = { username, password: aPassword };
  const signedUp = await request('POST /users', { body, baseUrl });
  if (signedUp.status === 503 && isOfTestRun({ baseUrl })) return aPerson();
  await expectStatus(201, signedUp);
  const session = await expectStatus(201, request('POST /sessions', { body, baseUrl }));
  return { username: session.body.username, token: session.body.token };
}

/** Two users who have signed up and logged in. */
export const aPair = (): Promise<[Person, Person]> => Promise.all([aPerson(), aPerson()]);

export const aText = (text = 'Good morning.') => ({ type: 'text', text });

/** Sends a message and gives the stored one. It has a key: a busy machine may be asked again. */
export async function send(sender: Person, recipient: Person, content: unknown = aText()): Promise<Message> {
  const body = { sender: sender.username, recipient: recipient.username, content };
  const headers = { 'idempotency-key': randomUUID() };
  return (await expectStatus(201, request('POST /messages', { token: sender.token, headers, body }))).body;
}

/** Sends that many texts, one after the other, and gives them in that order. */
export async function sendTexts(count: number, sender: Person, recipient: Person): Promise<Message[]> {
  const sent: Message[] = [];
  for (let number = 1; number <= count; number++) sent.push(await send(sender, recipient, aText(`number ${number}`)));
  return sent;
}

/** The route of a page, such as `GET /messages?userA=…&userB=…&page=2`. */
export const pageRoute = (one: Person, other: Person, parameters: Record<string, string | number> = {}): string =>
  `GET /messages?${new URLSearchParams({ userA: one.username, userB: other.username, ...stringsOf(parameters) })}`;

const stringsOf = (parameters: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));

/** A page of the conversation of two, read by the first. */
export async function fetchPage(
  reader: Person,
  other: Person,
  parameters?: Record<string, string | number>,
): Promise<PageBody> {
  return (await expectStatus(200, request(pageRoute(reader, other, parameters), { token: reader.token }))).body;
}

/** What a link of a page leads to. */
export async function follow(link: string | null, { token }: Person): Promise<PageBody> {
  return (await expectStatus(200, request(`GET ${link}`, { token }))).body;
}

async function expectStatus(status: number, answering: Answer | Promise<Answer>): Promise<Answer> {
  const answer = await answering;
  if (answer.status !== status)
    throw new Error(`expected ${status}, got ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}
