import { describe, expect, it } from '@jest/globals';
import { aPair, aPassword, aPerson, aUsername, pageRoute, request } from '../support/api.ts';

const signUp = (username: string, password: string = aPassword) =>
  request('POST /users', { body: { username, password } });

const logIn = (username: string, password: string = aPassword) =>
  request('POST /sessions', { body: { username, password } });

describe('POST /users', () => {
  it('answers 201 with the folded name and the time', async () => {
    const username = `${aUsername()}.X`;

    const { status, body, headers } = await signUp(username);

    expect(status).toBe(201);
    expect(body).toEqual({ username: username.toLowerCase(), createdAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('answers 409 when the name is taken, in whatever case', async () => {
    const username = aUsername();
    await signUp(username);

    const { status, body } = await signUp(username.toUpperCase());

    expect(status).toBe(409);
    expect(body.code).toBe('username_taken');
  });

  it('gives a name that 20 ask for at once to one of them', async () => {
    const username = aUsername();

    const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(username)));

    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(19).fill(409)]);
  });
});

describe('POST /sessions', () => {
  it('answers 201 with a token of 256 bits that lasts seven days', async () => {
    const username = aUsername();
    await signUp(username);

    const { status, body } = await logIn(username.toUpperCase());

    expect(status).toBe(201);
    expect(body).toEqual({
      username,
      token: expect.stringMatching(/^u[0-9a-f]{20}\.[\w-]{43}$/),
      expiresAt: expect.any(String),
    });
    const days = (Date.parse(body.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 2);
  });

  it('gives a new token each time', async () => {
    const username = aUsername();
    await signUp(username);

    const tokens = [await logIn(username), await logIn(username)].map(({ body }) => body.token);

    expect(new Set(tokens).size).toBe(2);
  });

  it('answers an unknown user and a wrong password alike', async () => {
    const { username } = await aPerson();

    const [wrong, unknown] = await Promise.all([logIn(username, 'not the password'), logIn(aUsername())]);

    expect(wrong.status).toBe(401);
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer');
    expect({ ...unknown.body, instance: '' }).toEqual({ ...wrong.body, instance: '' });
    expect(wrong.body.code).toBe('invalid_credentials');
  });

  it('takes a password in any Unicode form of the same characters', async () => {
    const username = aUsername();
    await signUp(username, 'pässword ﬁne'.normalize('NFC'));

    const { status } = await logIn(username, 'pässword fine'.normalize('NFD'));

    expect(status).toBe(201);
  });

  it.each([
    ['64 Devanagari letters', 'क'.repeat(64)],
    ['256 emoji', '😀'.repeat(256)],
    ['U+0000 in it', 'before\0behind'],
  ])('takes a password of %s, and none of its neighbours', async (_, password) => {
    const username = aUsername();
    expect((await signUp(username, password)).status).toBe(201);

    const right = await logIn(username, password);
    const neighbours = [
      [...password].slice(0, -1).join(''),
      `${[...password].slice(0, -1).join('')}!`,
      `${password}\0`,
    ];
    const wrong = await Promise.all(neighbours.map((neighbour) => logIn(username, neighbour)));

    expect(right.status).toBe(201);
    expect(wrong.map(({ status }) => status)).toEqual([401, 401, 401]);
  });

  it('answers a password that nobody can have as a wrong one', async () => {
    const { username } = await aPerson();

    const answers = await Promise.all(['a', 'seven77', '😀'.repeat(1024)].map((password) => logIn(username, password)));

    expect(answers.map(({ body }) => body.code)).toEqual(answers.map(() => 'invalid_credentials'));
  });
});

describe('DELETE /sessions', () => {
  it('answers 204, and the token is dead from then on', async () => {
    const [one, other] = await aPair();

    const first = await request('DELETE /sessions', { token: one.token });
    const second = await request('DELETE /sessions', { token: one.token });
    const read = await request(pageRoute(one, other), { token: one.token });

    expect([first.status, second.status, read.status]).toEqual([204, 401, 401]);
    expect(first.body).toBeUndefined();
    expect(read.body.code).toBe('unauthenticated');
  });

  it('ends that session only', async () => {
    const one = await aPerson();
    const { body: another } = await logIn(one.username);
    await request('DELETE /sessions', { token: one.token });

    const { status } = await request('DELETE /sessions', { token: another.token });

    expect(status).toBe(204);
  });
});
