import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Unavailable } from '../../../lib/dynamodb/unavailable.ts';
import { WINDOW } from '../../../lib/sessions/attempt.ts';
import type { Fate } from '../../faults/fate.ts';
import type { StoreCall } from '../../faults/store-call.ts';
import { aPassword, aPerson, aUsername } from '../../support/api.ts';
import { type Guesser, guesser } from './guesser.ts';

let guesses: Guesser;

beforeEach(async () => {
  guesses = await guesser();
});
afterEach(() => guesses.stop());

/** The outcomes of that many log-ins with a wrong password, one after the other. */
async function guessTimes(count: number, username: string) {
  const outcomes: unknown[] = [];
  for (let index = 0; index < count; index++) outcomes.push(await guesses.guess(username));
  return outcomes;
}

const times = <T>(count: number, value: T): T[] => Array(count).fill(value);

const failure: Fate = { kind: 'fail', error: 'internal', executed: false, checksum: true };

const isOfAttempts = ({ table }: StoreCall) => table === 'Attempts';

describe('a name', () => {
  it('has ten log-ins that fail in a window, and no comparison of a password more', async () => {
    const { username } = await aPerson();

    const outcomes = await guessTimes(12, username);

    expect(outcomes).toEqual([...times(10, 'wrong'), 300, 300]);
    expect(guesses.comparisons()).toBe(10);
  });

  it('has ten of 50 that come at once', async () => {
    const { username } = await aPerson();

    const outcomes = await Promise.all(Array.from({ length: 50 }, () => guesses.guess(username)));

    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 300)).toHaveLength(40);
    expect(guesses.comparisons()).toBe(10);
  });

  it('has its right password refused like a wrong one once they are used up, until the window ends', async () => {
    const { username } = await aPerson();
    guesses.wait(1);
    await guessTimes(10, username);

    expect(await guesses.guess(username, aPassword)).toBe(300);
    guesses.wait(WINDOW - 1002);
    expect(await guesses.guess(username, aPassword)).toBe(2);
    guesses.wait(1000);
    expect(await guesses.guess(username, aPassword)).toBe(1);
    expect(guesses.comparisons()).toBe(10);
    guesses.wait(1);
    expect(await guesses.guess(username, aPassword)).toBe('in');
  });

  it('has each window to itself, before and after its end', async () => {
    const { username } = await aPerson();
    guesses.wait(WINDOW - 1);
    const before = await guessTimes(11, username);
    guesses.wait(1);

    const after = await guessTimes(11, username);

    expect([before, after]).toEqual([
      [...times(10, 'wrong'), 1],
      [...times(10, 'wrong'), 300],
    ]);
  });

  it('is limited by itself, and not with names that it begins', async () => {
    const username = aUsername();
    await guessTimes(11, username);

    expect(await guesses.guess(`${username}0`)).toBe('wrong');
    expect(await guesses.guess(`${username}.2`)).toBe('wrong');
  });

  it('is limited in whatever case it is written', async () => {
    const username = aUsername();
    await guessTimes(10, username);

    expect(await guesses.guess(username.toUpperCase())).toBe(300);
  });
});

describe('a log-in that succeeds', () => {
  it('counts as none, however often, and takes no failed one back', async () => {
    const { username } = await aPerson();
    await guessTimes(9, username);

    for (let count = 0; count < 15; count++) await guesses.logIn(username);

    expect(await guessTimes(2, username)).toEqual(['wrong', 300]);
  });

  it('counts while it is under way: of twenty at once ten or more succeed, and then one more', async () => {
    const { username } = await aPerson();

    const outcomes = await Promise.all(Array.from({ length: 20 }, () => guesses.guess(username, aPassword)));

    expect(outcomes.filter((outcome) => outcome === 'in').length).toBeGreaterThanOrEqual(10);
    expect(await guesses.guess(username, aPassword)).toBe('in');
  });
});

describe('an attempt', () => {
  it('is kept for a window after its own has ended, and tells nothing but that it was', async () => {
    const username = aUsername();
    await guessTimes(3, username);

    const stored = await guesses.stored(username);

    expect(stored?.attempts?.size).toBe(3);
    for (const id of stored?.attempts ?? []) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(Object.keys(stored ?? {}).sort()).toEqual(['attempts', 'attemptsKey', 'expiresAt']);
    expect(stored?.expiresAt).toBe((guesses.clock() + 2 * WINDOW) / 1000);
  });

  it('counts once, though the answers to its first two tries were lost', async () => {
    const { username } = await aPerson();
    guesses.follow((call) => (isOfAttempts(call) && call.attempt < 3 ? { kind: 'drop-answer' } : { kind: 'pass' }));

    const outcomes = await guessTimes(11, username);

    expect(outcomes).toEqual([...times(10, 'wrong'), 300]);
  });

  it('is taken back though the answer was lost', async () => {
    const { username } = await aPerson();
    guesses.follow((call) => (isOfAttempts(call) && call.attempt < 2 ? { kind: 'drop-answer' } : { kind: 'pass' }));

    for (let count = 0; count < 12; count++) await guesses.logIn(username);

    expect((await guesses.stored(username))?.attempts).toBeUndefined();
  });

  it('is taken back when the store fails before its password is compared', async () => {
    const { username } = await aPerson();
    guesses.follow(({ table }) => (table === 'Users' ? failure : { kind: 'pass' }));

    for (let count = 0; count < 11; count++) await expect(guesses.guess(username)).rejects.toThrow(Unavailable);

    guesses.follow();
    expect(await guesses.guess(username, aPassword)).toBe('in');
  }, 30_000);

  it('lets the right password in, and stays counted, where it cannot be taken back', async () => {
    const { username } = await aPerson();
    let updates = 0;
    guesses.follow((call) => {
      if (isOfAttempts(call) && call.attempt === 1) updates++;
      return isOfAttempts(call) && updates === 2 ? failure : { kind: 'pass' };
    });

    expect(await guesses.guess(username, aPassword)).toBe('in');

    guesses.follow();
    expect(await guessTimes(10, username)).toEqual([...times(9, 'wrong'), 300]);
  });
});

describe('a store that cannot count', () => {
  it('lets nobody in and compares no password', async () => {
    const { username } = await aPerson();
    guesses.follow((call) => (isOfAttempts(call) ? failure : { kind: 'pass' }));

    await expect(guesses.guess(username, aPassword)).rejects.toThrow(Unavailable);
    await expect(guesses.guess(username)).rejects.toThrow(Unavailable);

    expect(guesses.comparisons()).toBe(0);
  });
});
