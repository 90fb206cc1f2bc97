import { randomBytes } from 'node:crypto';
import { isoTime } from '../clock.ts';
import type { Username } from '../users/username.ts';
import type { Address } from './address.ts';

const MINUTE = 60 * 1000;

/** How often something may be done in a window of time. Windows begin at the multiples of their length since the Unix epoch. */
export type Limit = {
  readonly most: number;
  /** In milliseconds. */
  readonly window: number;
};

/** How many log-ins of one name from one address may fail. */
export const FAILURES_FROM_ADDRESS: Limit = { most: 10, window: 5 * MINUTE };

/** How many log-ins of one name may fail, from all the addresses that are not known to it. */
export const FAILURES_OF_NAME: Limit = { most: 100, window: 60 * MINUTE };

/** For how long an address is known to a name after a log-in, in seconds. */
export const KNOWN_FOR = 30 * 24 * 60 * 60;

/** The limits of one address, whatever comes of what it asks for. Without one, nothing is counted. */
export type AddressLimits = { readonly logIns: Limit | undefined; readonly signUps: Limit | undefined };

/** The environment variables that set the limits of one address: a number for each hour, or {@link UNLIMITED}. */
const LOG_INS_VARIABLE = 'LOG_INS_PER_HOUR';
export const SIGN_UPS_VARIABLE = 'SIGN_UPS_PER_HOUR';
export const UNLIMITED = 'unlimited';

/** The limits of an address: 1,000 log-ins and 30 sign-ups an hour, unless the environment says otherwise. */
export function addressLimits(environment: NodeJS.ProcessEnv = process.env): AddressLimits {
  const anHour = (variable: string, usual: number): Limit | undefined => {
    const said = environment[variable];
    if (said === UNLIMITED) return undefined;
    const most = Number(said || usual);
    if (!(most >= 1)) throw new Error(`${variable} must be a number from 1, or "${UNLIMITED}".`);
    return { most, window: 60 * MINUTE };
  };
  return { logIns: anHour(LOG_INS_VARIABLE, 1000), signUps: anHour(SIGN_UPS_VARIABLE, 30) };
}

/** One thing done that is to be counted. */
export type Attempt = Limit & {
  /** Its own, over all tries of the SDK. */
  readonly id: string;
  /** What it counts towards: `failures#alice#203.0.113.7#2026-11-22T18:25:00.000Z`, with the end of its window. */
  readonly key: string;
  /** When it was made, and when its window ends, in milliseconds since the Unix epoch. */
  readonly now: number;
  readonly windowEnd: number;
};

function attempt(limit: Limit, now: number, ...key: string[]): Attempt {
  const windowEnd = (Math.floor(now / limit.window) + 1) * limit.window;
  // 40 bits: in two hundred million windows of a hundred attempts each, about one has two equal ids.
  const id = randomBytes(5).toString('base64url');
  return { ...limit, id, now, windowEnd, key: [...key, isoTime(windowEnd)].join('#') };
}

/** A log-in of a name from an address, as it counts towards {@link FAILURES_FROM_ADDRESS}. */
export const attemptFromAddress = (username: Username, address: Address, now: number): Attempt =>
  attempt(FAILURES_FROM_ADDRESS, now, 'failures', username, address);

/** A log-in of a name, as it counts towards {@link FAILURES_OF_NAME}. */
export const attemptOfName = (username: Username, now: number): Attempt =>
  attempt(FAILURES_OF_NAME, now, 'failures', username);

/** Anything that an address does, as it counts towards a limit of the address. */
export const attemptBy = (what: 'log-ins' | 'sign-ups', address: Address, limit: Limit, now: number): Attempt =>
  attempt(limit, now, what, address);

/** The key under which it is remembered that somebody has logged in from an address. */
export const acquaintanceKey = (username: Username, address: Address): string => `known#${username}#${address}`;

/** After how many whole seconds the window of an attempt has ended: at least 1. */
export const secondsLeft = ({ windowEnd }: Pick<Attempt, 'windowEnd'>, now: number): number =>
  Math.max(1, Math.ceil((windowEnd - now) / 1000));
