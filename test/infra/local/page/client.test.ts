import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { clientOf, newKey, Problem } from '../../../../infra/local/page/client.js';
import { aPair, aPassword, aPerson, aUsername, fetchPage, productUrl, send, sendTexts } from '../../../support/api.ts';
import { storeInbox } from '../../../support/engine.ts';
import { endServer, listen } from '../../../support/listen.ts';

/** What becomes of a request: whether it is handed on, and what comes back instead of the answer. */
type Trouble = { readonly handsOn: boolean; readonly answer: (response: ServerResponse) => void };

const lost: Trouble = { handsOn: true, answer: (response) => response.destroy() };
const refused: Trouble = { handsOn: false, answer: (response) => response.destroy() };

const says = (status: number, headers: Record<string, string>, body: string, handsOn = false): Trouble => ({
  handsOn,
  answer: (response) => response.writeHead(status, headers).end(body),
});

const unavailable = (retryAfter: number, handsOn = false) =>
  says(
    503,
    { 'retry-after': String(retryAfter) },
    JSON.stringify({ code: 'unavailable', detail: 'Try again.' }),
    handsOn,
  );

let server: Server | undefined;

afterEach(async () => {
  if (server) await endServer(server);
  server = undefined;
});

/** A way to the product on which the first requests meet such trouble, one after the other. */
async function throughTrouble(...troubles: (Trouble | undefined)[]) {
  const requests: IncomingMessage[] = [];
  server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push(request);
    const body = await text(request);
    const trouble = troubles[requests.length - 1];
    const answer = trouble?.handsOn === false ? undefined : await handOn(method, url, headers, body);
    if (trouble) return trouble.answer(response);
    const replayed = answer?.headers.get('idempotent-replayed');
    response.writeHead(answer?.status ?? 500, replayed ? { 'idempotent-replayed': replayed } : {});
    response.end(await answer?.text());
  });
  return { url: await listen(server), requests };
}

const handOn = (method: string, url: string, headers: IncomingMessage['headers'], body: string) =>
  fetch(`${productUrl()}${url}`, {
    method,
    headers: Object.entries(headers).filter(([name]) =>
      /^(authorization|content-type|idempotency-key)$/.test(name),
    ) as [string, string][],
    ...(body !== '' && { body }),
  });

const problemOf = (promise: Promise<unknown>): Promise<Problem> =>
  promise.then(
    () => Promise.reject(new Error('there was no problem')),
    (error) => (error instanceof Problem ? error : Promise.reject(error)),
  );

const hello = { type: 'text', text: 'Hello' } as const;

describe('the client', () => {
  it('sends one message, with one key, however many answers are lost', async () => {
    const [ada, bob] = await aPair();
    const { url, requests } = await throughTrouble(refused, lost, unavailable(0, true));

    const message = await clientOf(url).session(ada).send(bob.username, hello);

    const keys = requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    expect((await fetchPage(bob, ada)).messages).toEqual([message]);
  });

  it('makes a new key for each message', async () => {
    const [ada, bob] = await aPair();
    const me = clientOf(productUrl()).session(ada);

    const messages = [await me.send(bob.username, hello), await me.send(bob.username, hello)];

    expect((await fetchPage(bob, ada)).messages.toReversed()).toEqual(messages);
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
  });

  it('waits as long as Retry-After says, and tells so', async () => {
    const [ada, bob] = await aPair();
    const { url, requests } = await throughTrouble(unavailable(1));
    const retries: unknown[] = [];
    const start = performance.now();

    await clientOf(url)
      .session(ada)
      .send(bob.username, hello, {
        onRetry: ({ attempt, wait, problem }) => retries.push([attempt, wait, problem.code]),
      });

    expect(retries).toEqual([[1, 1000, 'unavailable']]);
    expect(performance.now() - start).toBeGreaterThan(990);
    expect(requests).toHaveLength(2);
  });

  it('pauses of its own where Retry-After is no number of seconds, or 0', async () => {
    const ada = await aPerson();
    const date = says(503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, '{}');
    const { url, requests } = await throughTrouble(date, unavailable(0));
    const waits: number[] = [];

    await clientOf(url)
      .session(ada)
      .follow('/conversations', { onRetry: ({ wait }) => waits.push(wait) });

    expect(waits.map((wait) => wait >= 250)).toEqual([true, true]);
    expect(requests).toHaveLength(3);
  });

  it('gives up when its patience ends; the same key, sent again, makes no second message', async () => {
    const [ada, bob] = await aPair();
    const { url, requests } = await throughTrouble(lost);
    const me = clientOf(url, { patience: 0 }).session(ada);
    const key = newKey();

    const { status } = await problemOf(me.send(bob.username, hello, { key }));
    const message = await me.send(bob.username, hello, { key });

    expect(status).toBe(0);
    expect(requests).toHaveLength(2);
    expect((await fetchPage(bob, ada)).messages).toEqual([message]);
  });

  it('stops waiting when it is told to', async () => {
    const [ada, bob] = await aPair();
    const { url, requests } = await throughTrouble(unavailable(60));
    const stop = new AbortController();

    const sending = clientOf(url, { patience: Infinity })
      .session(ada)
      .send(bob.username, hello, { signal: stop.signal, onRetry: () => stop.abort() });

    await expect(sending).rejects.toHaveProperty('name', 'AbortError');
    expect(requests).toHaveLength(1);
  });

  it('repeats no request that could do twice what is asked once', async () => {
    const { url, requests } = await throughTrouble(lost, unavailable(0));
    const client = clientOf(url);

    const [signingUp, loggingIn] = [
      await problemOf(client.signUp({ username: aUsername(), password: aPassword })),
      await problemOf(client.call('POST /sessions', { body: {} })),
    ];

    expect([signingUp.status, loggingIn.status]).toEqual([0, 503]);
    expect(requests).toHaveLength(2);
  });

  it('repeats what reads, and what API Gateway has throttled', async () => {
    const ada = await aPerson();
    const throttled = says(429, { 'retry-after': '0' }, JSON.stringify({ message: 'Too Many Requests' }));
    const { url, requests } = await throughTrouble(throttled, refused, says(502, { 'retry-after': '0' }, '<html>'));

    expect((await clientOf(url).session(ada).inbox()).conversations).toEqual([]);
    expect(requests).toHaveLength(4);
  });

  it('tells what is wrong, field by field, after one attempt', async () => {
    const [ada, bob] = await aPair();
    const exchanges: unknown[] = [];
    const client = clientOf(productUrl(), { onExchange: ({ route, status }) => exchanges.push([route, status]) });

    const problem = await problemOf(
      client.session(ada).send(bob.username, { type: 'image', url: 'javascript:a', width: 0 }),
    );

    expect(problem).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(['/content/url', '/content/width']);
    expect(exchanges).toEqual([['POST /messages', 400]]);
  });

  it('says so when it meets another server', async () => {
    const { url } = await throughTrouble(says(200, {}, '<!doctype html>\n<p>Hello'));

    const { message } = await problemOf(clientOf(url).signUp({ username: aUsername(), password: aPassword }));

    expect(message).toBe('The answer is not JSON, so this is not Duologue: <!doctype html> <p>Hello');
  });

  it('follows a conversation while both write: every message once, in their order', async () => {
    const [ada, bob] = await aPair();
    const before = await sendTexts(3, ada, bob);
    const me = clientOf(productUrl()).session(ada);
    const opening = await me.page(bob.username, { pageSize: '4' });
    const follow = me.following(opening);

    const told: string[][] = [];
    for (let round = 0; round < 4; round++) {
      await Promise.all([sendTexts(3, bob, ada), sendTexts(3, ada, bob)]);
      told.push((await follow()).map(({ id }) => id));
    }
    told.push((await follow()).map(({ id }) => id));

    const all = (await fetchPage(ada, bob, { pageSize: 200, order: 'oldest' })).messages.map(({ id }) => id);
    expect(opening.messages.map(({ id }) => id).reverse()).toEqual(before.map(({ id }) => id));
    expect(told.map(({ length }) => length)).toEqual([6, 6, 6, 6, 0]);
    expect(told.flat().sort()).toEqual(all.slice(3));
  });

  it('misses nothing when a round of polls fails half-way', async () => {
    const [ada, bob] = await aPair();
    const broken = says(500, {}, JSON.stringify({ code: 'internal' }));
    const { url } = await throughTrouble(undefined, undefined, broken);
    const me = clientOf(url).session(ada);
    const follow = me.following(await me.page(bob.username, { pageSize: '2' }));
    const sent = await sendTexts(5, bob, ada);

    const { status } = await problemOf(follow());
    const told = await follow();

    expect(status).toBe(500);
    expect(told).toEqual(sent);
  });

  it('follows all conversations by one poll', async () => {
    const [ada, bob] = await aPair();
    const cleo = await aPerson();
    const me = clientOf(productUrl()).session(ada);
    const news = me.followingAll(await me.inbox());

    const none = await news();
    await Promise.all([send(bob, ada), send(cleo, ada)]);
    const told = await news();

    expect(none).toEqual([]);
    expect(told.map(({ contact, unread }) => [contact, unread]).sort()).toEqual(
      [
        [bob.username, 1],
        [cleo.username, 1],
      ].sort(),
    );
  });

  it('reads an inbox to its end, where its poll is', async () => {
    const ada = await aPerson();
    await storeInbox(
      ada,
      Array.from({ length: 60 }, (_, index) => Date.now() - 3_600_000 - index * 1000),
    );

    const { conversations, next, poll } = await clientOf(productUrl()).session(ada).inbox();

    expect(new Set(conversations.map(({ contact }) => contact)).size).toBe(60);
    expect(next).toBeNull();
    expect(poll).toMatch(/^\/conversations\?/);
  });
});
