import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { recently } from '../../../lib/sessions/recently.ts';

const MINUTES = 60_000;

afterEach(() => {
  jest.restoreAllMocks();
});

/** Lets only one of this process's clocks go on. */
const goOn = (timer: { now(): number }, milliseconds: number) =>
  jest.spyOn(timer, 'now').mockReturnValue(timer.now() + milliseconds);

describe('what was seen more than 5 minutes ago', () => {
  it.each([
    ['the process was frozen, and its monotonic clock with it', Date],
    ['the wall clock was set back', performance],
  ])('is forgotten although %s', (_, goingOn) => {
    const seen = recently();
    seen.remember('a token');

    goOn(goingOn, 5 * MINUTES - 1000);
    expect(seen.has('a token')).toBe(true);

    goOn(goingOn, 1000);
    expect(seen.has('a token')).toBe(false);
  });
});
