import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Unavailable } from '../../../lib/dynamodb/unavailable.ts';
import { FAILURES_FROM_ADDRESS } from '../../../lib/sessions/limits.ts';
import type { Fate } from '../../faults/fate.ts';
import type { StoreCall } from '../../faults/store-call.ts';
import { aPassword, aPerson, aUsername } from '../../support/api.ts';
import { type Guesser, guesser, HOME, HOTEL, times } from './guesser.ts';

const { window: WINDOW } = FAILURES_FROM_ADDRESS;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

let guesses: Guesser;

beforeEach(async () => {
  guesses = await guesser();
});
afterEach(() => guesses.stop());

const failure: Fate = { kind: 'fail', error: 'internal', executed: false, checksum: true };

const isOfNameAndAddress = ({ input }: StoreCall) => /^failures#[^#]*#[^#]*#/.test(input.Key?.attemptsKey?.S ?? '');

const isOfAttempts = ({ table }: StoreCall) => table === 'Attempts';

describe('a log-in that succeeds', () => {
  it('counts as none, however often, and takes no failed one back', async () => {
    const { username } = await aPerson();
    await guesses.guessTimes(9, username);

    for (let count = 0; count < 15; count++) await guesses.logIn(username);

    expect(await guesses.guessTimes(2, username)).toEqual(['wrong', 300]);
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
    await guesses.guessTimes(3, username);

    const { fromAddress, ofName, byAddress } = await guesses.stored(username);

    for (const [stored, window] of [
      [fromAddress, WINDOW],
      [ofName, HOUR],
    ] as const) {
      expect(stored?.attempts).toHaveProperty('size', 3);
      for (const id of (stored?.attempts ?? []) as Set<string>) expect(id).toMatch(/^[\w-]{7}$/);
      expect(Object.keys(stored ?? {}).sort()).toEqual(['attempts', 'attemptsKey', 'expiresAt']);
      expect(stored?.expiresAt).toBe((guesses.clock() + 2 * window) / 1000);
    }
    expect(byAddress?.expiresAt).toBe((guesses.clock() + 2 * HOUR) / 1000);
  });

  it('counts once, though the answers to its first two tries were lost', async () => {
    const { username } = await aPerson();
    guesses.follow((call) =>
      isOfNameAndAddress(call) && call.attempt < 3 ? { kind: 'drop-answer' } : { kind: 'pass' },
    );

    const outcomes = await guesses.guessTimes(11, username);

    expect(outcomes).toEqual([...times(10, 'wrong'), 300]);
  });

  it('is taken back though the answer was lost', async () => {
    const { username } = await aPerson();
    guesses.follow((call) => (isOfAttempts(call) && call.attempt < 2 ? { kind: 'drop-answer' } : { kind: 'pass' }));

    for (let count = 0; count < 12; count++) await guesses.logIn(username);

    const { fromAddress, ofName } = await guesses.stored(username);
    expect([fromAddress?.attempts, ofName?.attempts]).toEqual([undefined, undefined]);
  });

  it('is taken back when the store fails before its password is compared', async () => {
    const { username } = await aPerson();
    guesses.follow(({ table }) => (table === 'Users' ? failure : { kind: 'pass' }));

    for (let count = 0; count < 11; count++) await expect(guesses.guess(username)).rejects.toThrow(Unavailable);

    guesses.follow();
    expect(await guesses.guess(username, aPassword)).toBe('in');
  });

  it('lets the right password in, and stays counted, where it cannot be taken back', async () => {
    const { username } = await aPerson();
    await guesses.logIn(username);
    let updates = 0;
    guesses.follow((call) => {
      if (isOfAttempts(call) && call.operation === 'UpdateItem' && call.attempt === 1) updates++;
      return isOfAttempts(call) && updates === 3 ? failure : { kind: 'pass' };
    });

    expect(await guesses.guess(username, aPassword)).toBe('in');

    guesses.follow();
    expect(await guesses.guessTimes(10, username)).toEqual([...times(9, 'wrong'), 300]);
  });
});

describe('an address that is known to a name', () => {
  it('is so for 30 days, in a process that has not seen it too', async () => {
    const [owner, stranger] = [await aPerson(), await aPerson()];
    await guesses.stop();
    guesses = await guesser({ processes: 2 });
    await guesses.logIn(owner.username, HOME);
    await guesses.logIn(stranger.username, HOTEL);

    guesses.wait(30 * DAY - 1000);
    await guesses.countOfName(owner.username, 100);
    expect(await guesses.guess(owner.username, undefined, HOME)).toBe('wrong');
    expect(await guesses.guess(owner.username, undefined, HOME)).toBe('wrong');
    expect(await guesses.guess(owner.username, undefined, HOTEL)).toEqual(expect.any(Number));

    guesses.wait(2000);
    await guesses.countOfName(owner.username, 100);
    expect(await guesses.guess(owner.username, aPassword, HOME)).toEqual(expect.any(Number));
    expect(await guesses.guess(owner.username, aPassword, HOME)).toEqual(expect.any(Number));
  });

  it('is known for another 30 days after a log-in on another day, and costs one write no oftener than that', async () => {
    const { username } = await aPerson();
    await guesses.logIn(username);
    const before = (await guesses.stored(username)).acquaintance?.expiresAt ?? 0;

    guesses.wait(DAY - 1000);
    await guesses.logIn(username);
    expect((await guesses.stored(username)).acquaintance?.expiresAt).toBe(before);

    guesses.wait(2000);
    await guesses.logIn(username);
    expect((await guesses.stored(username)).acquaintance?.expiresAt).toBe(before + DAY / 1000 + 1);
  });

  it('is so no more once the password has changed elsewhere, until a log-in with the new one', async () => {
    const { username } = await aPerson();
    await guesses.logIn(username, HOME);
    await guesses.replacePassword(username, 'battery horse staple');

    await guesses.countOfName(username, 100);
    expect(await guesses.guess(username, 'battery horse staple', HOME)).toBe(3600);

    guesses.wait(HOUR);
    expect(await guesses.guess(username, 'battery horse staple', HOME)).toBe('in');
    await guesses.countOfName(username, 100);
    expect(await guesses.guess(username, 'battery horse staple', HOME)).toBe('in');
  });

  it('is so still after the password was changed from there, which counts as logging in', async () => {
    const { username } = await aPerson();
    await guesses.changePassword(username, 'battery horse staple', HOME);

    await guesses.countOfName(username, 100);
    expect(await guesses.guess(username, 'battery horse staple', HOME)).toBe('in');
  });

  it('is its owner’s alone', async () => {
    const [one, other] = [await aPerson(), await aPerson()];
    await guesses.logIn(other.username, HOME);
    await guesses.countOfName(one.username, 100);

    expect(await guesses.guess(one.username, aPassword, HOME)).toBe(3600);
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
