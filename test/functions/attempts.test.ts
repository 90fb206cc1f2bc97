import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FAILURES_FROM_ADDRESS } from '../../lib/sessions/limits.ts';
import { type StoreProxy, startProxy } from '../faults/proxy.ts';
import { type Answer, aPassword, aPerson, aUsername, request } from '../support/api.ts';
import { engineEnvironment } from '../support/engine.ts';
import { type Product, startProduct } from '../support/product.ts';
import { windowThatLasts } from '../support/window-of-attempts.ts';

const { most: MOST_ATTEMPTS, window: WINDOW } = FAILURES_FROM_ADDRESS;

/** The product as one more process on the test run's engine. */
const aProcess = (environment = {}) => startProduct({ environment: { ...engineEnvironment(), ...environment } });

beforeEach(windowThatLasts);

let one: Product;
let other: Product;

beforeAll(async () => {
  [one, other] = await Promise.all([aProcess(), aProcess()]);
});
afterAll(() => Promise.all([one, other].map((product) => product.stop())));

const logIn = (username: string, password = 'a wrong password', { url: baseUrl } = one) =>
  request('POST /sessions', { body: { username, password }, baseUrl });

const statusesOf = (answers: readonly Answer[]) => answers.map(({ status }) => status);

const times = <T>(count: number, value: T): T[] => Array(count).fill(value);

const allAllowed = times(MOST_ATTEMPTS, 401);

/** Fails as many log-ins of a name as may be, at once. */
async function useUp(username: string) {
  const answers = await Promise.all(allAllowed.map(() => logIn(username)));
  expect(statusesOf(answers)).toEqual(allAllowed);
}

describe('POST /sessions, once ten log-ins of a name have failed', () => {
  it('answers 429 with the seconds until it may be tried again', async () => {
    const username = aUsername();
    await useUp(username);

    const { status, headers, body } = await logIn(username);

    expect(status).toBe(429);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'retry-after': expect.stringMatching(/^[1-9]\d*$/),
    });
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(WINDOW / 1000);
    expect(headers.has('www-authenticate')).toBe(false);
    expect(body).toMatchObject({ type: '#too-many-attempts', title: 'Too many attempts', code: 'too_many_attempts' });
  });

  it('answers the owner so as well', async () => {
    const { username } = await aPerson();
    await useUp(username);

    expect((await logIn(username, aPassword)).status).toBe(429);
  });

  it('leaves sessions open', async () => {
    const { username, token } = await aPerson();
    await useUp(username);

    const { status } = await request('DELETE /sessions', { token, baseUrl: one.url });

    expect(status).toBe(204);
  });

  it('still answers 400 for a request that has not the form', async () => {
    const username = aUsername();
    await useUp(username);

    expect((await logIn(username, '')).status).toBe(400);
  });
});

describe('a request that is refused for its form', () => {
  it('counts as no attempt', async () => {
    const username = aUsername();

    const refused = await Promise.all(times(20, '').map((password) => logIn(username, password)));

    expect(statusesOf(refused)).toEqual(times(20, 400));
    await useUp(username);
  });
});

describe('guesses', () => {
  it('at once, in two processes, get as many comparisons as one guesser gets', async () => {
    const { username } = await aPerson();

    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, index) => logIn(username, `guess number ${index}`, index % 2 ? one : other)),
    );

    const statuses = statusesOf(answers).sort();
    expect(statuses).toEqual([...allAllowed, ...times(15, 429)]);
  });

  it('go on being counted after a restart', async () => {
    const { username } = await aPerson();
    const first = await aProcess();
    const before = await Promise.all(times(MOST_ATTEMPTS - 1, username).map((name) => logIn(name, undefined, first)));
    await first.stop('SIGKILL');

    const second = await aProcess();
    const after = [await logIn(username, undefined, second), await logIn(username, undefined, second)];
    await second.stop();

    expect(statusesOf([...before, ...after])).toEqual([...allAllowed, 429]);
  });

  it('of a name, a hundred with the right one among them, do not find it', async () => {
    const { username } = await aPerson();
    const answers: Answer[] = [];

    for (let round = 0; round < 10; round++) {
      const guesses = Array.from({ length: 10 }, (_, index) =>
        round === 5 && index === 7 ? aPassword : `${round} ${index} guess`,
      );
      answers.push(
        ...(await Promise.all(guesses.map((guess, index) => logIn(username, guess, index % 2 ? one : other)))),
      );
    }

    expect(statusesOf(answers).sort()).toEqual([...allAllowed, ...times(90, 429)]);
  });

  it('of a known and of an unknown name are told apart by nothing, from the first to the last', async () => {
    const { username: known } = await aPerson();
    const unknown = aUsername();
    const seen = async (username: string) => {
      const { status, headers, body } = await logIn(username);
      // The seconds to wait go on while the one is told after the other.
      const told = [...headers].flatMap(([name, value]) =>
        ['date', 'apigw-requestid'].includes(name) ? [] : [[name, name === 'retry-after' ? 'seconds' : value]],
      );
      return { status, told, body: JSON.stringify({ ...body, instance: '' }), length: body.instance.length };
    };

    for (let count = 1; count <= MOST_ATTEMPTS + 5; count++) {
      const answers = [await seen(known), await seen(unknown)];

      expect(answers[1]).toEqual(answers[0]);
      expect(answers[0]?.status).toBe(count <= MOST_ATTEMPTS ? 401 : 429);
    }
  });
});

describe('a store that hangs when it is to count', () => {
  let proxy: StoreProxy;
  let product: Product;

  beforeAll(async () => {
    proxy = startProxy({
      engine: process.env.ENGINE_URL ?? '',
      fateOf: ({ table }) => ({ kind: table === 'Attempts' ? 'hang' : 'pass' }),
    });
    product = await aProcess({ AWS_ENDPOINT_URL_DYNAMODB: await proxy.gate('the product') });
  });
  afterAll(async () => {
    await product.stop();
    await proxy.stop();
  });

  it('lets nobody in: 503, for the right password, a wrong one and an unknown name', async () => {
    const { username } = await aPerson();

    const answers = await Promise.all([
      logIn(username, aPassword, product),
      logIn(username, undefined, product),
      logIn(aUsername(), undefined, product),
    ]);

    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(times(3, [503, '1']));
  });
});
