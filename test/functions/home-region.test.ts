import { fileURLToPath } from 'node:url';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Engine, startEngine } from '../../infra/local/engine.ts';
import { aPassword, aPerson, aText, aUsername, pageRoute, request } from '../support/api.ts';
import { engine as databaseAt, productTable } from '../support/engine.ts';
import { type Product, startProduct } from '../support/product.ts';
import { cutConnection, hang, troubledStore } from '../support/troubled-store.ts';

/** The test run's product is the home region; beside it there is one in another, with an engine of its own. */
let engine: Engine;
let wayHome: Awaited<ReturnType<typeof troubledStore>>;
let away: Product;

beforeAll(async () => {
  engine = await startEngine({ kind: 'embedded' });
  wayHome = await troubledStore(process.env.ENGINE_URL ?? '');
  away = await startProduct({
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      HOME_REGION: 'us-east-1',
      HOME_ENDPOINT_URL_DYNAMODB: wayHome.url,
    },
  });
});
afterEach(() => wayHome.now(undefined));
afterAll(async () => {
  await away.stop();
  wayHome.stop();
  await engine.stop();
});

/** Copies a user from home, as a global table does some time after. */
async function replicate(username: string) {
  const TableName = productTable('Users');
  const { Item } = await databaseAt().send(new GetCommand({ TableName, Key: { username } }));
  await databaseAt(engine.endpoint).send(new PutCommand({ TableName, Item }));
}

const logIn = (username: string, baseUrl: string) =>
  request('POST /sessions', { body: { username, password: aPassword }, baseUrl });

const signUp = (username: string, baseUrl?: string) =>
  request('POST /users', { body: { username, password: aPassword }, ...(baseUrl && { baseUrl }) });

describe('a region that is not home', () => {
  it('takes names at home, so that two regions never hand out the same', async () => {
    const username = aUsername();

    const signedUp = await signUp(username, away.url);
    const again = await signUp(username);

    expect([signedUp.status, again.status]).toEqual([201, 409]);
    expect((await logIn(username, process.env.DUOLOGUE_URL ?? '')).status).toBe(201);
  });

  it('logs in a user who has not been replicated yet', async () => {
    const { username } = await aPerson();

    const answer = await logIn(username, away.url);

    expect(answer.status).toBe(201);
  });

  it('finds a recipient and a partner who have not been replicated yet', async () => {
    const alice = await aPerson(aUsername(), away.url);
    const bob = await aPerson();
    const body = { sender: alice.username, recipient: bob.username, content: aText() };

    const read = await request(pageRoute(alice, bob), { token: alice.token, baseUrl: away.url });
    const sent = await request('POST /messages', { token: alice.token, body, baseUrl: away.url });

    expect([read.status, sent.status]).toEqual([200, 201]);
  });

  it.each([
    ['hangs', hang],
    ['cuts connections', cutConnection],
  ])('answers 503, never 404 or 401, for a name that only home could know while home %s', async (_, trouble) => {
    const alice = await aPerson(aUsername(), away.url);
    const bob = await aPerson();
    wayHome.now(trouble);

    const body = { sender: alice.username, recipient: bob.username, content: aText() };
    const answers = await Promise.all([
      logIn(bob.username, away.url),
      signUp(aUsername(), away.url),
      request('POST /messages', { token: alice.token, body, baseUrl: away.url }),
      request(pageRoute(alice, bob), { token: alice.token, baseUrl: away.url }),
    ]);

    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
      Array(4).fill([503, '1']),
    );
  });

  it('logs in a user who has been replicated while home cannot be reached', async () => {
    const { username } = await aPerson();
    await replicate(username);
    wayHome.now(hang);

    const answer = await logIn(username, away.url);

    expect(answer.status).toBe(201);
  });

  it('has a session that home has too, so that it is good everywhere at once', async () => {
    const alice = await aPerson(aUsername(), away.url);

    const read = await request(pageRoute(alice, alice), { token: alice.token });

    expect(read.status).toBe(200);
  });

  it('takes a session that has not been replicated yet, and ends it in both places', async () => {
    const alice = await aPerson();
    const asked = { token: alice.token, baseUrl: away.url };

    const read = await request(pageRoute(alice, alice), asked);
    const left = await request('DELETE /sessions', asked);
    const again = await Promise.all([
      request(pageRoute(alice, alice), asked),
      request(pageRoute(alice, alice), { token: alice.token }),
    ]);

    expect([read.status, left.status, ...again.map(({ status }) => status)]).toEqual([200, 204, 401, 401]);
  });

  it('changes passwords and deletes users at home, and ends the sessions of both places', async () => {
    const alice = await aPerson(aUsername(), away.url);
    await replicate(alice.username);
    const { body: other } = await logIn(alice.username, process.env.DUOLOGUE_URL ?? '');
    const body = { password: aPassword, newPassword: 'battery horse staple' };
    const asked = { token: alice.token, baseUrl: away.url };

    const changed = await request('PUT /users/me/password', { ...asked, body });
    const old = [await logIn(alice.username, away.url), await request('DELETE /sessions', { token: other.token })];
    const removed = await request('DELETE /users/me', asked);
    const taken = [await signUp(alice.username), await signUp(alice.username, away.url)];
    const again = await request('DELETE /users/me', asked);

    expect([changed.status, ...old.map(({ status }) => status)]).toEqual([204, 401, 401]);
    expect([removed.status, ...taken.map(({ status }) => status), again.status]).toEqual([204, 409, 409, 401]);
  });

  it('deletes nobody for a session that has ended at home, of which it has not heard', async () => {
    const alice = await aPerson(aUsername(), away.url);
    await request('DELETE /sessions', { token: alice.token });

    const here = { token: alice.token, baseUrl: away.url };
    const [read, removed] = [await request(pageRoute(alice, alice), here), await request('DELETE /users/me', here)];

    expect([read.status, removed.status]).toEqual([200, 401]);
    expect((await logIn(alice.username, away.url)).status).toBe(201);
  });

  it('believes home and not its own copy when a password has been changed, or a user deleted', async () => {
    const [alice, bob] = [await aPerson(), await aPerson()];
    for (const { username } of [alice, bob]) await replicate(username);
    const body = { password: aPassword, newPassword: 'battery horse staple' };
    await request('PUT /users/me/password', { token: alice.token, body });
    await request('DELETE /users/me', { token: bob.token });

    const answers = [await logIn(alice.username, away.url), await logIn(bob.username, away.url)];

    expect(answers.map(({ body }) => body.code)).toEqual(['invalid_credentials', 'invalid_credentials']);
  });

  it('answers 503 where a password is to be changed, or a user deleted, while home cannot be reached', async () => {
    const alice = await aPerson(aUsername(), away.url);
    await replicate(alice.username);
    wayHome.now(cutConnection);
    const asked = { token: alice.token, baseUrl: away.url };
    const body = { password: aPassword, newPassword: 'battery horse staple' };

    const answers = [
      await request('PUT /users/me/password', { ...asked, body }),
      await request('DELETE /users/me', asked),
    ];

    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  });

  it('gives a session of 15 minutes where home could not confirm the log-in', async () => {
    const { username } = await aPerson();
    await replicate(username);
    wayHome.now(cutConnection);

    const { body } = await logIn(username, away.url);

    const minutes = (Date.parse(body.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(15.1);
  });

  it('goes by the time of its own store alone, and says once that its clock is wrong', async () => {
    const slow = await startProduct({
      environment: {
        AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
        HOME_REGION: 'us-east-1',
        HOME_ENDPOINT_URL_DYNAMODB: wayHome.url,
        CLOCK_OFFSET: `${-3 * 3600 * 1000}`,
      },
      node: ['--import', fileURLToPath(new URL('../faults/clock.ts', import.meta.url))],
    });
    const username = aUsername();

    const answers = [await signUp(username, slow.url), await logIn(username, slow.url)];
    await slow.stop();

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(slow.output().match(/"correctedBy"/g)).toHaveLength(1);
  });
});
