import { randomUUID } from 'node:crypto';
import { isoTime } from '../clock.ts';
import type { Username } from '../users/username.ts';

/*
 * How often passwords may be guessed.
 *
 * Context: there is no address in what a log-in says, so a limit is by name, and whoever knows a name can use it up.
 * Decision: of each name, known or not, ten log-ins may fail in each five minutes of the clock. An attempt is counted
 * before its password is compared, so that guesses made at once cannot slip through, and taken back when it was right;
 * what is under way counts, and so does what nobody heard the end of (a process that died, a store in trouble). Once
 * ten are counted all are refused, the right password too: a guesser must not learn that it is.
 * Consequence: 2,880 guesses a day of one name, at most 20 of them at once (about a window's end), in each region, for
 * 20 requests a second are all that API Gateway lets through to all names. 10,000 guesses made at once are 10 or 20;
 * made patiently they take three and a half days, which a password of eight random letters does not notice and one of
 * the 10,000 commonest does not survive. An owner waits for the end of a window, and open sessions stay open. Whoever
 * goes on guessing can use up each window: then the owner has to be quicker at its beginning, which no limit by name
 * can mend. Fewer guesses a day would make a stranger's mischief, or the owner's own ten slips, last longer.
 */

/** How many log-ins of a name may fail in a window. */
export const MOST_ATTEMPTS = 10;

/** How long a window is, in milliseconds. Windows begin at the multiples of it since the Unix epoch. */
export const WINDOW = 5 * 60 * 1000;

/** One log-in that is tried. */
export type Attempt = {
  readonly id: string;
  readonly username: Username;
  /** When its window ends, in milliseconds since the Unix epoch. */
  readonly windowEnd: number;
};

/** The key under which the attempts of a name in a window are counted: `alice#2026-11-22T18:25:00.000Z`, its end. */
export type AttemptsKey = string & { readonly brand: 'AttemptsKey' };

export const attemptsKeyOf = ({ username, windowEnd }: Pick<Attempt, 'username' | 'windowEnd'>): AttemptsKey =>
  `${username}#${isoTime(windowEnd)}` as AttemptsKey;

/** A new attempt at `now`. */
export const newAttempt = (username: Username, now: number): Attempt => ({
  id: randomUUID(),
  username,
  windowEnd: (Math.floor(now / WINDOW) + 1) * WINDOW,
});

/** After how many whole seconds the window of an attempt has ended: at least 1. */
export const secondsLeft = ({ windowEnd }: Attempt, now: number): number =>
  Math.max(1, Math.ceil((windowEnd - now) / 1000));
