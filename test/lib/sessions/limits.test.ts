import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addressLimits, FAILURES_FROM_ADDRESS } from '../../../lib/sessions/limits.ts';
import type { StoreCall } from '../../faults/store-call.ts';
import { aPassword, aPerson, aUsername } from '../../support/api.ts';
import { type Guesser, guesser, HOME, HOTEL, SCHOOL, times } from './guesser.ts';

const { window: WINDOW } = FAILURES_FROM_ADDRESS;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let guesses: Guesser;

beforeEach(async () => {
  guesses = await guesser();
});
afterEach(() => guesses.stop());

/** One wrong password from each of that many addresses, some at once. */
async function guessFromEach(count: number, username: string) {
  const outcomes: unknown[] = [];
  for (let start = 0; start < count; start += 8) {
    const some = Array.from({ length: Math.min(8, count - start) }, (_, index) => start + index);
    outcomes.push(...(await Promise.all(some.map((index) => guesses.guess(username, undefined, botnet(index))))));
  }
  return outcomes;
}

const botnet = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;

const isOfAddress = ({ operation, input }: StoreCall) =>
  operation === 'UpdateItem' && input.Key?.attemptsKey?.S?.startsWith('log-ins#');

describe('a name, from one address', () => {
  it('has ten log-ins that fail in a window, and no comparison of a password more', async () => {
    const { username } = await aPerson();

    const outcomes = await guesses.guessTimes(12, username);

    expect(outcomes).toEqual([...times(10, 'wrong'), 300, 300]);
    expect(guesses.comparisons()).toBe(10);
  });

  it('has ten of 25 that come at once', async () => {
    const { username } = await aPerson();

    const outcomes = await Promise.all(Array.from({ length: 25 }, () => guesses.guess(username)));

    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 300)).toHaveLength(15);
    expect(guesses.comparisons()).toBe(10);
  });

  it('has its right password refused like a wrong one once they are used up, until the window ends', async () => {
    const { username } = await aPerson();
    guesses.wait(1);
    await guesses.guessTimes(10, username);

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
    const before = await guesses.guessTimes(11, username);
    guesses.wait(1);

    const after = await guesses.guessTimes(11, username);

    expect([before, after]).toEqual([
      [...times(10, 'wrong'), 1],
      [...times(10, 'wrong'), 300],
    ]);
  });

  it('has a hundred comparisons in an hour, though each five minutes would have ten', async () => {
    const { username } = await aPerson();

    const compared = [];
    for (let start = 0; start < HOUR; start += WINDOW) {
      await Promise.all(times(10, username).map((name) => guesses.guess(name)));
      await guesses.guess(username);
      compared.push(guesses.comparisons());
      guesses.wait(WINDOW);
    }

    expect(compared).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 100, 100]);
  });

  it('is limited by itself, and not with names that it begins', async () => {
    const username = aUsername();
    await guesses.guessTimes(11, username);

    expect(await guesses.guess(`${username}0`)).toBe('wrong');
    expect(await guesses.guess(`${username}.2`)).toBe('wrong');
  });

  it('is limited in whatever case it is written', async () => {
    const username = aUsername();
    await guesses.guessTimes(10, username);

    expect(await guesses.guess(username.toUpperCase())).toBe(300);
  });
});

describe('a name, from all the addresses that are not known to it', () => {
  it('has a hundred log-ins that fail in an hour, ten from each, and no comparison more', async () => {
    const { username } = await aPerson();

    const outcomes = [];
    for (let index = 0; index < 11; index++) outcomes.push(...(await guesses.guessTimes(11, username, botnet(index))));

    const fromEach = [...times(10, 'wrong'), 300];
    expect(outcomes).toEqual([...times(9, fromEach).flat(), ...times(10, 'wrong'), ...times(12, 3600)]);
    expect(guesses.comparisons()).toBe(100);
  });

  it('keeps what is refused from counting: ten addresses are refused for ever, and an eleventh is not', async () => {
    const { username } = await aPerson();
    for (let index = 0; index < 9; index++) await guesses.guessTimes(12, username, botnet(index));

    expect(await guesses.guessTimes(11, username, HOTEL)).toEqual([...times(10, 'wrong'), 3600]);
  });

  it('lets its owner in at once from where they have been, whatever a botnet does', async () => {
    const { username } = await aPerson();
    await guesses.logIn(username, HOME);

    const outcomes = await guessFromEach(110, username);
    const owner = [];
    for (let count = 0; count < 12; count++) owner.push(await guesses.guess(username, aPassword, HOME));

    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(100);
    expect(owner).toEqual(times(12, 'in'));
    expect(guesses.comparisons()).toBe(1 + 100 + 12);
  });

  it('has a hundred of three hundred log-ins counted, one from each address of a botnet, and its owner is in where they are known', async () => {
    const { username } = await aPerson();
    await guesses.logIn(username, HOME);

    const counted = await guesses.countOfName(username, 300);

    expect(counted).toBe(100);
    expect(await guesses.guess(username, aPassword, HOTEL)).toBe(3600);
    expect(await guesses.guess(username, aPassword, HOME)).toBe('in');
    guesses.wait(HOUR);
    expect(await guesses.guess(username, aPassword, HOTEL)).toBe('in');
  });

  it('lets its owner in at a new address when the hour is over, where they are quicker than the botnet', async () => {
    const { username } = await aPerson();
    await guesses.countOfName(username, 100);

    expect(await guesses.guess(username, aPassword, HOTEL)).toBe(3600);
    guesses.wait(HOUR - 1);
    expect(await guesses.guess(username, aPassword, HOTEL)).toBe(1);
    guesses.wait(1);
    expect(await guesses.guess(username, aPassword, HOTEL)).toBe('in');
    await guesses.countOfName(username, 100);
    expect(await guesses.guess(username, aPassword, HOTEL)).toBe('in');
  });

  it('is not used up by failures from an address that is known', async () => {
    const { username } = await aPerson();
    await guesses.logIn(username, HOME);
    await guesses.guessTimes(10, username, HOME);

    expect((await guesses.stored(username)).ofName?.attempts).toBeUndefined();
  });
});

describe('an address', () => {
  it('has a thousand log-ins and 30 sign-ups in an hour, unless the environment says otherwise', () => {
    expect(addressLimits({})).toEqual({ logIns: { most: 1000, window: HOUR }, signUps: { most: 30, window: HOUR } });
    expect(addressLimits({ LOG_INS_PER_HOUR: '7', SIGN_UPS_PER_HOUR: 'unlimited' })).toEqual({
      logIns: { most: 7, window: HOUR },
      signUps: undefined,
    });
    for (const nonsense of ['0', '-1', 'many', 'NaN']) {
      expect(() => addressLimits({ LOG_INS_PER_HOUR: nonsense })).toThrow(/LOG_INS_PER_HOUR must be a number from 1/);
    }
  });

  it('shared by an owner and a guesser has ten failures in five minutes, and the owner is in when they are over', async () => {
    const { username } = await aPerson();
    await guesses.logIn(username, HOME);
    await guesses.guessTimes(10, username, HOME);

    expect(await guesses.guess(username, aPassword, HOME)).toBe(300);
    guesses.wait(WINDOW);
    expect(await guesses.guess(username, aPassword, HOME)).toBe('in');
  });

  it('has as many log-ins in an hour as its limit, right or wrong, of whatever names, and no comparison more', async () => {
    await guesses.stop();
    guesses = await guesser({ limits: { logIns: { most: 30, window: HOUR }, signUps: undefined } });
    const { username } = await aPerson();

    const outcomes = [];
    for (let count = 0; count < 16; count++) {
      outcomes.push(await guesses.guess(username, aPassword), await guesses.guess(aUsername()));
    }

    expect(outcomes).toEqual([...times(15, ['in', 'wrong']).flat(), 3600, 3600]);
    expect(guesses.comparisons()).toBe(30);
    expect(await guesses.guess(username, aPassword, HOME)).toBe('in');
    guesses.wait(HOUR);
    expect(await guesses.guess(username, aPassword)).toBe('in');
  });

  it('of a school has as many log-ins in an hour as its limit, and the rest when it is over', async () => {
    await guesses.stop();
    guesses = await guesser({ limits: { logIns: { most: 200, window: HOUR }, signUps: undefined } });
    const [pupil, other] = [await aPerson(), await aPerson()];
    await guesses.logIn(pupil.username, SCHOOL);

    // Ten times, five minutes apart.
    const counted = await guesses.countBy(SCHOOL, 200, 5 * MINUTE);

    expect(counted).toBe(199);
    expect(await guesses.guess(pupil.username, aPassword, SCHOOL)).toBe(600);
    expect(await guesses.guess(other.username, aPassword, SCHOOL)).toBe(600);
    expect(await guesses.guess(pupil.username, aPassword, HOME)).toBe('in');
    guesses.wait(10 * MINUTE);
    expect(await guesses.guess(other.username, aPassword, SCHOOL)).toBe('in');
  });

  it('counts a log-in once, though the answers to its first two tries were lost', async () => {
    await guesses.stop();
    guesses = await guesser({ limits: { logIns: { most: 5, window: HOUR }, signUps: undefined } });
    guesses.follow((call) => (isOfAddress(call) && call.attempt < 3 ? { kind: 'drop-answer' } : { kind: 'pass' }));

    const outcomes = [];
    for (let count = 0; count < 6; count++) outcomes.push(await guesses.guess(aUsername()));

    expect(outcomes).toEqual([...times(5, 'wrong'), 3600]);
  });

  it('has 30 sign-ups in an hour, and none more, of a taken name neither', async () => {
    const names = Array.from({ length: 31 }, aUsername);
    const outcomes = [];
    for (const name of names) outcomes.push(await guesses.signUp(name));

    expect(outcomes).toEqual([...times(30, 'in'), 3600]);
    expect(await guesses.signUp(names[0] as string)).toBe(3600);
    expect(await guesses.signUp(names[30] as string, HOME)).toBe('in');
    guesses.wait(HOUR);
    expect(await guesses.signUp(aUsername())).toBe('in');
  });
});
