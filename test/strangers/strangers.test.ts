import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '../../lib/routes.ts';
import { type Answer, request } from '../support/api.ts';
import { everythingLasting } from '../support/stored.ts';
import { aSetting, type Setting } from './people.ts';
import { type Asked, inboxes, otherRequests, readings, writings } from './requests.ts';

const TABLE_PREFIX = `Strangers${process.pid}`;
const AT_ONCE = 24;

let setting: Setting;
let reads: Asked[];
let writes: Asked[];
let others: Asked[];
let boxes: Asked[];

beforeAll(async () => {
  setting = await aSetting(TABLE_PREFIX);
  reads = readings(setting);
  writes = writings(setting);
  others = otherRequests(setting);
  boxes = inboxes(setting);
});
afterAll(() => setting?.product.stop());

type Answered = Asked & { readonly answer: Answer };

const isRefused = ({ due }: Asked) => due !== 'done';
const isDone = ({ due }: Asked) => due === 'done';

/** Makes requests, some at once. */
async function askAll(all: readonly Asked[]): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (let start = 0; start < all.length; start += AT_ONCE) {
    answered.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(ask))));
  }
  return answered;
}

async function ask(asked: Asked): Promise<Answered> {
  const { caller, route, body, headers = {} } = asked;
  const baseUrl = setting.product.url;
  const isRepeatable = isRefused(asked) || route.startsWith('GET ');
  return { ...asked, answer: await request(route, { token: caller.token, body, headers, baseUrl, isRepeatable }) };
}

/** What makes an answer another than the one that was due, in a line for each. */
const wrongAmong = (answered: readonly Answered[]): string[] =>
  answered.flatMap((asked) => {
    const { caller, route, body, due, answer } = asked;
    const got = `${answer.status} ${answer.body?.code ?? ''}`.trim();
    const isRight = due === 'done' ? answer.status < 300 : got === `${due.status} ${due.code}`;
    return isRight && !isTelling(asked) ? [] : [`${caller.name}: ${route} ${JSON.stringify(body)}: ${got}`];
  });

/** Whether an answer shows a message of others, or any where it refuses. */
function isTelling({ due, pair, answer: { body } }: Answered): boolean {
  if (due !== 'done') return /secret|"messages"/.test(JSON.stringify(body));
  if (body?.conversations) return isTellingOfOthers(body.conversations, pair[0]);
  const messages: { sender: string; recipient: string }[] = body ? (body.messages ?? [body]) : [];
  return messages.some(({ sender, recipient }) => !pair.includes(sender) || !pair.includes(recipient));
}

type Listed = { readonly contact: string; readonly newest: { readonly sender: string; readonly recipient: string } };

/** Whether an inbox shows a conversation that is not its owner's. */
const isTellingOfOthers = (conversations: readonly Listed[], owner: string | undefined): boolean =>
  conversations.some(
    ({ contact, newest: { sender, recipient } }) =>
      ![`${owner} ${contact}`, `${contact} ${owner}`].includes(`${sender} ${recipient}`),
  );

/** What a refusal tells but for the request's id and the names that it repeats. */
function toldBy({ answer, pair }: Answered): string {
  const headers = [...answer.headers].filter(([name]) => !/^(date|apigw-requestid|content-length)$/.test(name));
  const body = JSON.stringify({ ...answer.body, instance: '' });
  const nameless = pair.reduce((text, name) => text.replaceAll(`\\"${name}\\"`, 'NAME'), body);
  return JSON.stringify({ headers, body: nameless });
}

/** The different things that those are told who are not admitted, whomever they ask for; those without a session each. */
function toldTo(answered: readonly Answered[]): Map<string, string[]> {
  const told = new Map<string, string[]>();
  for (const asked of answered) {
    const { status } = asked.answer;
    const [route = ''] = asked.route.split('?');
    if (status !== 403 && !(status === 401 && route !== 'POST /sessions')) continue;
    const what = `${status} ${route} ${status === 401 ? asked.caller.name : ''}`.trim();
    told.set(what, [...new Set([...(told.get(what) ?? []), toldBy(asked)])]);
  }
  return told;
}

describe('strangers', () => {
  it('are refused every request, are told the same of those who exist and who do not, and leave nothing', async () => {
    const before = await everythingLasting(TABLE_PREFIX);
    const all = [...reads, ...boxes, ...writes, ...others].filter(isRefused);

    const answered = await askAll(all);

    expect(wrongAmong(answered)).toEqual([]);
    for (const [what, told] of toldTo(answered)) expect({ what, told }).toEqual({ what, told: [told[0]] });
    expect(await everythingLasting(TABLE_PREFIX)).toEqual(before);
  });

  it('are refused thousands of requests, to every route, and participants are refused none of as many kinds', () => {
    const kindsOf = (asked: readonly Asked[]) => [
      ...new Set(asked.map(({ route }) => route.replace(/user.=[^&]*&?/g, ''))),
    ];
    const refused = [...reads, ...boxes, ...writes, ...others].filter(isRefused);

    const refusedRoutes = new Set(refused.map(({ route }) => route.replace(/\?.*/, '')));
    expect([...refusedRoutes].sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    expect(refused.length).toBeGreaterThan(3000);
    expect(refused.filter(({ due }) => due !== 'done' && due.status === 403).length).toBeGreaterThan(1000);
    expect(kindsOf(reads.filter(isDone))).toEqual(kindsOf(reads.filter(isRefused)));
    expect(reads.filter(isDone).length).toBeGreaterThan(200);
    expect(writes.filter(isDone).length).toBeGreaterThan(50);
  });
});

describe('participants', () => {
  it('read their own conversations, nothing of another, and leave bookmarks only', async () => {
    const before = await everythingLasting(TABLE_PREFIX);

    const answered = await askAll(reads.filter(isDone));

    expect(wrongAmong(answered)).toEqual([]);
    const shown = (caller: string, route: string) =>
      answered.find((asked) => asked.caller.name === caller && asked.route === route)?.answer.body;
    expect(shown('ann', 'GET /messages?userA=ann&userB=ben&total=true').total).toEqual({ messages: 231, pages: 5 });
    expect(shown('cat', 'GET /messages?userA=ann&userB=cat&total=true').total).toEqual({ messages: 4, pages: 1 });
    expect(answered.filter(({ answer }) => answer.body.messages.length > 0).length).toBeGreaterThan(100);
    const { Bookmarks: bookmarksBefore, ...othersBefore } = before;
    const { Bookmarks: bookmarks, ...others } = await everythingLasting(TABLE_PREFIX);
    expect(others).toEqual(othersBefore);
    expect(bookmarksBefore).toEqual([]);
    // Two bookmarks, each by its ordinal and by its place; and how many messages were counted, of each conversation.
    const kinds = bookmarks.map((item) => (JSON.stringify(item).includes('counted') ? 'count' : 'bookmark'));
    expect(kinds.filter((kind) => kind === 'bookmark')).toHaveLength(4);
    expect(kinds.filter((kind) => kind === 'count').length).toBeGreaterThan(1);
  });

  it('see their own conversations in their inbox, and move their own receipts only', async () => {
    const before = await everythingLasting(TABLE_PREFIX);

    const answered = await askAll(boxes.filter(isDone));

    expect(wrongAmong(answered)).toEqual([]);
    const listed = answered.find(({ caller, route }) => caller.name === 'ann' && route === 'GET /conversations');
    const contacts = listed?.answer.body.conversations.map(({ contact }: Listed) => contact);
    expect(contacts.sort()).toEqual(['ann-ben', 'ben', 'ben-', 'cat']);
    const after = await everythingLasting(TABLE_PREFIX);
    const moved = answered.filter(({ route }) => route === 'PUT /receipts').map(({ pair: [owner] }) => `"${owner}"`);
    expect(after.Receipts).toHaveLength(moved.length);
    expect(moved.filter((owner) => !after.Receipts.join().includes(owner))).toEqual([]);
    expect({ ...after, Receipts: before.Receipts }).toEqual(before);
  });

  it('write in their own names, whatever keys others have used', async () => {
    const before = await everythingLasting(TABLE_PREFIX);
    const own = writes.filter(isDone);

    const answered = await askAll(own);

    expect(wrongAmong(answered)).toEqual([]);
    expect(answered.filter(({ answer }) => answer.headers.has('idempotent-replayed'))).toEqual([]);
    const after = await everythingLasting(TABLE_PREFIX);
    const withKey = own.filter(({ headers }) => headers?.['idempotency-key']);
    expect(after.Messages.length - before.Messages.length).toBe(own.length);
    expect(after.Sends.length - before.Sends.length).toBe(withKey.length);
    expect([after.Users, after.Sessions]).toEqual([before.Users, before.Sessions]);
  });
});
