import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { callerOf, type Token } from '../../lib/sessions/token.ts';
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
  request,
  send,
} from '../support/api.ts';
import { engine, productTable } from '../support/engine.ts';
import { windowThatLasts } from '../support/window-of-attempts.ts';

const aNewPassword = 'battery horse staple';

const logIn = (username: string, password: string = aPassword) =>
  request('POST /sessions', { body: { username, password } });

const another = async ({ username }: Person, password?: string): Promise<Person> => {
  const { body } = await logIn(username, password);
  return { username, token: body.token };
};

const change = ({ token }: Person, passwords: object = {}) =>
  request('PUT /users/me/password', { token, body: { password: aPassword, newPassword: aNewPassword, ...passwords } });

const remove = ({ token }: Person) => request('DELETE /users/me', { token });

const logOut = ({ token }: Person, query = '') => request(`DELETE /sessions${query}`, { token });

const codeOf = ({ status, body }: Answer) => (body?.code ? `${status} ${body.code}` : `${status}`);

/** Whether a token is good for anything, on each function. */
async function isAlive(person: Person): Promise<boolean> {
  const body = { sender: person.username, recipient: person.username, content: aText() };
  const answers = [
    await request(pageRoute(person, person), { token: person.token }),
    await request('POST /messages', { token: person.token, body }),
    await change(person, { password: 'wrong', newPassword: 'wrong too' }),
  ];
  const dead = answers.filter(({ status }) => status === 401);
  expect([0, answers.length]).toContain(dead.length);
  return dead.length === 0;
}

const dead = '401 unauthenticated';

describe('DELETE /sessions?all=true', () => {
  it('ends every session of the user, and none of anybody else', async () => {
    const [alice, bob] = await aPair();
    const others = [await another(alice), await another(alice)];

    expect(codeOf(await logOut(alice, '?all=true'))).toBe('204');

    for (const session of [alice, ...others]) expect(await isAlive(session)).toBe(false);
    expect(await isAlive(bob)).toBe(true);
    expect(codeOf(await logIn(alice.username))).toBe('201');
  });

  it('ends one with all=false', async () => {
    const alice = await aPerson();
    const other = await another(alice);

    await logOut(alice, '?all=false');

    expect([await isAlive(alice), await isAlive(other)]).toEqual([false, true]);
  });

  it('ends more sessions than are ended at once', async () => {
    const alice = await aPerson();
    const others = [];
    for (let count = 0; count < 60; count++) others.push(await another(alice));

    expect(codeOf(await logOut(alice, '?all=true'))).toBe('204');

    const answers = await Promise.all(others.map((session) => logOut(session)));
    expect(new Set(answers.map(codeOf))).toEqual(new Set([dead]));
  });
});

describe('PUT /users/me/password', () => {
  it('answers 204: from then on only the new one is right, and only the session that asked goes on', async () => {
    const alice = await aPerson();
    const other = await another(alice);

    const answer = await change(alice);

    expect([answer.status, answer.body]).toEqual([204, undefined]);
    expect([await isAlive(alice), await isAlive(other)]).toEqual([true, false]);
    expect(codeOf(await logIn(alice.username))).toBe('401 invalid_credentials');
    expect(codeOf(await logIn(alice.username, aNewPassword))).toBe('201');
  });

  it('is 204 again when it is repeated, and ends the other sessions again', async () => {
    const alice = await aPerson();
    await change(alice);
    const other = await another(alice, aNewPassword);

    expect(codeOf(await change(alice))).toBe('204');

    expect([await isAlive(alice), await isAlive(other)]).toEqual([true, false]);
  });

  it('is 403 for a wrong password, which changes nothing', async () => {
    const alice = await aPerson();
    const other = await another(alice);

    expect(codeOf(await change(alice, { password: 'not the password' }))).toBe('403 wrong_password');

    expect([await isAlive(alice), await isAlive(other)]).toEqual([true, true]);
    expect(codeOf(await logIn(alice.username))).toBe('201');
  });

  it('counts as a log-in: the eleventh wrong password is 429, and so is the right one', async () => {
    const alice = await aPerson();
    const wrong = { password: 'not the password' };
    await windowThatLasts();

    const answers = [];
    for (let count = 0; count < 11; count++) answers.push(codeOf(await change(alice, wrong)));

    expect(answers).toEqual([...Array(10).fill('403 wrong_password'), '429 too_many_attempts']);
    expect(codeOf(await change(alice))).toBe('429 too_many_attempts');
    expect(codeOf(await logIn(alice.username))).toBe('429 too_many_attempts');
    expect(codeOf(await change({ ...alice, token: `${alice.token.slice(0, -3)}AAA` }))).toBe(dead);
  });

  it('gives twins that arrive at once one new password, and both 204', async () => {
    const alice = await aPerson();

    const answers = await Promise.all([change(alice), change(alice), change(alice)]);

    expect(answers.map(codeOf)).toEqual(['204', '204', '204']);
    expect(codeOf(await logIn(alice.username, aNewPassword))).toBe('201');
  });

  it('gives two sessions that want different ones at once one of them, and the other session is dead', async () => {
    const alice = await aPerson();
    const other = await another(alice);

    const answers = await Promise.all([change(alice), change(other, { newPassword: 'quite another one' })]);

    const won = answers.findIndex(({ status }) => status === 204);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await isAlive([alice, other][won] as Person)).toBe(true);
    expect(await isAlive([other, alice][won] as Person)).toBe(false);
  });
});

describe('DELETE /users/me', () => {
  it('answers 204, and no session of the user is good for anything', async () => {
    const alice = await aPerson();
    const other = await another(alice);

    const answer = await remove(alice);

    expect([answer.status, answer.body]).toEqual([204, undefined]);
    expect([await isAlive(alice), await isAlive(other)]).toEqual([false, false]);
    expect([codeOf(await remove(alice)), codeOf(await logOut(other))]).toEqual([dead, dead]);
  });

  it('never gives the name again, lets nobody log in to it, and nobody write to it', async () => {
    const [alice, bob] = await aPair();
    await remove(alice);
    const body = { username: alice.username.toUpperCase(), password: aPassword };
    const message = { sender: bob.username, recipient: alice.username, content: aText() };

    expect(codeOf(await request('POST /users', { body }))).toBe('409 username_taken');
    expect(codeOf(await request('POST /sessions', { body }))).toBe('401 invalid_credentials');
    expect(codeOf(await request('POST /messages', { token: bob.token, body: message }))).toBe('404 unknown_recipient');
    expect(codeOf(await request(pageRoute(bob, alice), { token: bob.token }))).toBe('404 unknown_user');
  });

  it('leaves what was written with those it was written to', async () => {
    const [alice, bob] = await aPair();
    const message = await send(alice, bob);
    await remove(alice);

    expect((await fetchPage(bob, alice)).messages).toEqual([message]);
  });

  it('leaves a tombstone, and nothing else of the user', async () => {
    const alice = await aPerson();
    await remove(alice);
    const { username } = alice;

    const query = (table: 'Users' | 'Sessions') =>
      engine().send(
        new QueryCommand({
          TableName: productTable(table),
          KeyConditionExpression: 'username = :username',
          ExpressionAttributeValues: { ':username': username },
        }),
      );
    expect((await query('Users')).Items).toEqual([{ username, deletedAt: expect.stringMatching(/Z$/) }]);
    expect((await query('Sessions')).Items).toEqual([expect.objectContaining({ ended: true })]);
  });

  it('is 403 for a session that is older than five minutes, and 204 with a new one', async () => {
    const alice = await aPerson();
    await age(alice, 301);

    expect(codeOf(await remove(alice))).toBe('403 session_too_old');

    expect(await isAlive(alice)).toBe(true);
    expect(codeOf(await remove(await another(alice)))).toBe('204');
  });

  it('goes on where it broke off, however old its session is by then, which is good for nothing else', async () => {
    const alice = await aPerson();
    const other = await another(alice);
    await set(alice, 'deletesUser', true);
    await age(alice, 3600);

    expect(await isAlive(alice)).toBe(false);
    expect(codeOf(await logOut(alice))).toBe(dead);
    expect(codeOf(await remove(alice))).toBe('204');

    expect(await isAlive(other)).toBe(false);
    expect(codeOf(await request('POST /users', { body: { username: alice.username, password: aPassword } }))).toBe(
      '409 username_taken',
    );
  });

  it('is for that user alone', async () => {
    const [alice, bob] = await aPair();
    await remove(alice);

    expect(await isAlive(bob)).toBe(true);
    expect(codeOf(await logIn(bob.username))).toBe('201');
    expect(codeOf(await logIn(aUsername()))).toBe('401 invalid_credentials');
  });
});

/** Changes a session in the engine, past the product. */
async function set({ token }: Person, name: string, value: unknown) {
  const { username, digest } = callerOf(token as Token);
  await engine().send(
    new UpdateCommand({
      TableName: productTable('Sessions'),
      Key: { username, tokenDigest: digest },
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
}

/** Makes a session that many seconds older. */
const age = (person: Person, seconds: number) =>
  set(person, 'createdAt', new Date(Date.now() - seconds * 1000).toISOString());
