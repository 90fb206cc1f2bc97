import { randomInt } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../../lib/clock.ts';
import type { Dynamodb } from '../../../lib/dynamodb/client.ts';
import { addressOf } from '../../../lib/sessions/address.ts';
import { attemptsStore } from '../../../lib/sessions/attempts-store.ts';
import { authenticate } from '../../../lib/sessions/authenticate.ts';
import { endSessions } from '../../../lib/sessions/end-sessions.ts';
import { InvalidCredentials, TooManyAttempts } from '../../../lib/sessions/errors.ts';
import {
  type AddressLimits,
  type Attempt,
  acquaintanceKey,
  addressLimits,
  attemptBy,
  attemptFromAddress,
  attemptOfName,
  FAILURES_OF_NAME,
  type Limit,
} from '../../../lib/sessions/limits.ts';
import { logIn } from '../../../lib/sessions/log-in.ts';
import { sessionsStore } from '../../../lib/sessions/store.ts';
import { callerOf } from '../../../lib/sessions/token.ts';
import { tryPassword } from '../../../lib/sessions/try-password.ts';
import { changePassword } from '../../../lib/users/change-password.ts';
import { createUser } from '../../../lib/users/create-user.ts';
import {
  bcryptHashing,
  credentialsSchema,
  type GivenPassword,
  newCredentialsSchema,
  type Password,
} from '../../../lib/users/password.ts';
import { type User, usersStore } from '../../../lib/users/store.ts';
import type { Username } from '../../../lib/users/username.ts';
import type { Fate } from '../../faults/fate.ts';
import { startProxy } from '../../faults/proxy.ts';
import type { StoreCall } from '../../faults/store-call.ts';
import { aPassword } from '../../support/api.ts';
import { connectPatiently, engine, engineEnvironment, productTable } from '../../support/engine.ts';

export type Guesser = Awaited<ReturnType<typeof guesser>>;

/** An address of this test file's only: others let another time pass at theirs, in the same engine. */
const anAddress = () => `100.${randomInt(64, 128)}.${randomInt(256)}.${randomInt(256)}`;

/** Where guesses come from, unless said otherwise. */
const GUESSER = anAddress();

/** Where an owner has been before, and where they have not; and a school with many. */
export const HOME = anAddress();
export const HOTEL = anAddress();
export const SCHOOL = anAddress();

export const times = <T>(count: number, value: T): T[] => Array(count).fill(value);

/** How many attempts are counted at once. */
const AT_ONCE = 20;

let guessers = 0;

type Options = { readonly limits?: AddressLimits; readonly processes?: number };

/**
 * Log-ins in processes for which time passes only where a test lets it, from the beginning of an hour, on the real engine;
 * through a proxy while requests to it are disturbed. The comparisons of passwords are counted.
 */
export async function guesser({ limits = addressLimits({}), processes = 1 }: Options = {}) {
  // Years apart, so that none shares a window with another.
  let now = Math.ceil(Date.now() / FAILURES_OF_NAME.window + 10_000 * guessers++) * FAILURES_OF_NAME.window;
  let fateOf: ((call: StoreCall) => Fate) | undefined;
  let comparisons = 0;
  let turn = 0;
  const proxy = startProxy({
    engine: engineEnvironment().AWS_ENDPOINT_URL_DYNAMODB,
    fateOf: (call) => fateOf?.(call) ?? { kind: 'pass' },
  });
  const [direct, disturbed] = [connectPatiently(), connectPatiently(await proxy.gate('the guesser'))];
  const dynamodb: Dynamodb = {
    ...direct,
    send: ((command: never) => (fateOf ? disturbed : direct).send(command)) as Dynamodb['send'],
  };
  const clock: Clock = () => now;
  const hashing = bcryptHashing(4);
  const attempts = attemptsStore(dynamodb);
  const limitOfAddress = limits.logIns as Limit;
  const users = usersStore(dynamodb);
  const sessions = sessionsStore(dynamodb);
  const countedHashing = {
    ...hashing,
    matches: (password: Parameters<typeof hashing.matches>[0], hash: string | undefined) => {
      comparisons++;
      return hashing.matches(password, hash);
    },
  };
  const doors = Array.from({ length: processes }, () => {
    const trying = tryPassword({ users, attempts, hashing: countedHashing, limits, clock });
    return {
      enter: logIn({ tryPassword: trying, users, sessions, clock }),
      change: changePassword({
        tryPassword: trying,
        authenticate: authenticate({ sessions, clock }),
        endSessions: endSessions({ sessions }),
        users,
        hashing,
      }),
    };
  });
  const register = createUser({ users, attempts, hashing, limits, clock });
  const database = engine();

  const nextDoor = () => doors[turn++ % processes] as (typeof doors)[number];

  /** Each log-in by the next process. */
  const enter = (username: string, password: string, from: string) =>
    nextDoor().enter({ ...credentialsSchema.parse({ username, password }), address: addressOf(from) });

  const outcomeOf = async (work: () => Promise<unknown>): Promise<'in' | 'wrong' | number> => {
    try {
      await work();
      return 'in';
    } catch (error) {
      if (error instanceof TooManyAttempts) return error.retryAfter;
      if (error instanceof InvalidCredentials) return 'wrong';
      throw error;
    }
  };

  const stored = async (attemptsKey: string) => {
    const command = new GetCommand({ TableName: productTable('Attempts'), Key: { attemptsKey }, ConsistentRead: true });
    return (await database.send(command)).Item as
      | { readonly attempts?: Set<string> | number; readonly expiresAt: number }
      | undefined;
  };
  const keyOf = ({ key }: Attempt) => key;

  /** How many of so many attempts are counted, some at once, and some time after each of these. */
  const counted = async (count: number, pause: number, attempt: () => Promise<boolean>) => {
    let all = 0;
    for (let left = count; left > 0; left -= AT_ONCE) {
      const some = Array.from({ length: Math.min(left, AT_ONCE) }, attempt);
      all += (await Promise.all(some)).filter(Boolean).length;
      now += pause;
    }
    return all;
  };

  const guess = (username: string, password = 'a wrong password', from = GUESSER) =>
    outcomeOf(() => enter(username, password, from));

  return {
    clock,
    /** Logs in, and tells what came of it: for how many seconds to wait, where it was one too many. */
    guess,
    /** The outcomes of that many log-ins with a wrong password, one after the other. */
    guessTimes: async (count: number, username: string, from = GUESSER) => {
      const outcomes: unknown[] = [];
      for (let index = 0; index < count; index++) outcomes.push(await guess(username, undefined, from));
      return outcomes;
    },
    /** Signs up, and tells what came of it. */
    signUp: (username: string, from = GUESSER) =>
      outcomeOf(() =>
        register({ ...newCredentialsSchema.parse({ username, password: aPassword }), address: addressOf(from) }),
      ),
    logIn: (username: string, from = GUESSER) => enter(username, aPassword, from),
    /** Logs in, and changes the password from the same address. */
    changePassword: async (username: string, password: string, from: string) => {
      const { token } = await enter(username, aPassword, from);
      await nextDoor().change({
        caller: callerOf(token),
        address: addressOf(from),
        password: aPassword as GivenPassword,
        newPassword: password as Password,
      });
    },
    /** Gives a user another password, from nowhere. */
    replacePassword: async (username: string, password: string) => {
      const { user } = await users.find(username as Username);
      await users.changePassword(user as User, await hashing.hash(password as Password));
    },
    /** How many of so many log-ins of a name from unknown addresses are counted, and may go on: that alone, for it is cheap. */
    countOfName: (username: string, count: number) =>
      counted(count, 0, () => attempts.count(attemptOfName(username as Username, now))),
    /** The same for log-ins of whatever names from an address, some milliseconds between those that are made at once. */
    countBy: (from: string, count: number, pause: number) =>
      counted(count, pause, () => attempts.countOfMany(attemptBy('log-ins', addressOf(from), limitOfAddress, now))),
    /** How often a password was compared. */
    comparisons: () => comparisons,
    /** Lets milliseconds pass. */
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    /** What becomes of requests to the store from now on; without it, nothing happens to them. */
    follow: (next?: (call: StoreCall) => Fate) => {
      fateOf = next;
    },
    /** What is stored of the log-ins of a name in this window, from the guesser's address, from anywhere; of that address. */
    stored: async (username: string) => ({
      fromAddress: await stored(keyOf(attemptFromAddress(username as Username, addressOf(GUESSER), now))),
      ofName: await stored(keyOf(attemptOfName(username as Username, now))),
      byAddress: await stored(keyOf(attemptBy('log-ins', addressOf(GUESSER), FAILURES_OF_NAME, now))),
      acquaintance: await stored(acquaintanceKey(username as Username, addressOf(GUESSER))),
    }),
    stop: async () => {
      for (const { client } of [direct, disturbed]) client.destroy();
      database.destroy();
      await proxy.stop();
    },
  };
}
