import { type Clock, epochSeconds } from '../clock.ts';
import { type GivenPassword, type PasswordHashing, saltOf } from '../users/password.ts';
import type { User, UsersStore } from '../users/store.ts';
import type { Username } from '../users/username.ts';
import type { Address } from './address.ts';
import type { Acquaintance, AttemptsStore } from './attempts-store.ts';
import { TooManyAttempts } from './errors.ts';
import {
  type AddressLimits,
  type Attempt,
  acquaintanceKey,
  attemptBy,
  attemptFromAddress,
  attemptOfName,
  KNOWN_FOR,
  secondsLeft,
} from './limits.ts';
import { recently } from './recently.ts';

type Dependencies = {
  readonly users: Pick<UsersStore, 'find'>;
  readonly attempts: AttemptsStore;
  readonly hashing: PasswordHashing;
  readonly limits: Pick<AddressLimits, 'logIns'>;
  readonly clock: Clock;
};

/** A password that somebody says is theirs, and where they say it from. */
export type Said = { readonly username: Username; readonly password: GivenPassword; readonly address: Address };

/** What came of it. */
type Tried = {
  /** The user of that name, whether or not the password is theirs. */
  readonly user: User | undefined;
  /** Whether the home region has said so. */
  readonly isConfirmed: boolean;
  /** Whether the password is the user's. */
  readonly isRight: boolean;
  /**
   * To be called where it is as good as right, with the user as they are now: it counts as failed no more, and the address
   * is known to them.
   */
  readonly succeeded: (user: User) => Promise<void>;
};

export type TryPassword = ReturnType<typeof tryPassword>;

/** How old an acquaintance may be before a log-in renews it, in seconds. */
const RENEWED_AFTER = 24 * 60 * 60;

/**
 * Compares a password, where neither its name nor its address has had too many attempts.
 *
 * In one round trip the user is read, and the attempt counted for whatever it may count towards, before it is known what
 * it does count towards: what is under way counts, so that guesses made at once cannot slip through. What turns out not
 * to count is taken back. All takes as long for a name that nobody has, whatever the answer.
 *
 * @throws TooManyAttempts whatever the password: a guesser must not learn that it is right
 */
export function tryPassword({ users, attempts, hashing, limits, clock }: Dependencies) {
  const acquaintances = recently();

  return async ({ username, password, address }: Said): Promise<Tried> => {
    const now = clock();
    const fromAddress = attemptFromAddress(username, address, now);
    const ofName = attemptOfName(username, now);
    const byAddress = limits.logIns && attemptBy('log-ins', address, limits.logIns, now);
    const known = acquaintanceKey(username, address);
    const isSurelyKnown = acquaintances.has(known);

    const counting = {
      fromAddress: attempts.count(fromAddress),
      ofName: isSurelyKnown ? Promise.resolve(true) : attempts.count(ofName),
      byAddress: byAddress ? attempts.countOfMany(byAddress) : Promise.resolve(true),
    };
    const reading = Promise.all([users.find(username), attempts.findAcquaintance(username, address)]);
    await Promise.allSettled([reading, ...Object.values(counting)]);

    return takingBackWhereItFails(async () => {
      const [{ user, isConfirmed }, acquaintance] = await reading;
      const isKnown =
        user !== undefined &&
        acquaintance?.salt === saltOf(user.passwordHash) &&
        acquaintance.expiresAt > epochSeconds(clock());
      if (isSurelyKnown && !isKnown) await countLate();

      const refusals = await refusalsOf({ ...counting, ofName: isKnown ? Promise.resolve(true) : counting.ofName });
      if (refusals.length > 0) {
        throw new TooManyAttempts(Math.max(...refusals.map((attempt) => secondsLeft(attempt, clock()))));
      }

      // Beside the comparison, so that nobody sees from the time that it is done.
      const [isRight] = await Promise.all([
        hashing.matches(password, user?.passwordHash),
        isKnown && !isSurelyKnown && attempts.takeBack(ofName),
      ]);
      return { user, isConfirmed, isRight, succeeded: (user) => succeeded(user, isKnown ? acquaintance : undefined) };
    });

    /** Counts what this process took for an attempt from a known address, and is none any more. */
    async function countLate(): Promise<void> {
      acquaintances.forget(known);
      counting.ofName = attempts.count(ofName);
      await counting.ofName;
    }

    async function refusalsOf(counts: typeof counting): Promise<Attempt[]> {
      const { fromAddress: one, ofName: two, byAddress: three } = counts;
      const counted = await Promise.all([one, two, three]);
      return [fromAddress, ofName, byAddress].filter((attempt, index) => attempt && !counted[index]) as Attempt[];
    }

    /**
     * No password was compared: nothing has failed. All is taken back, counted or not, and what was not counted, since the
     * address is known, once more: so a refusal makes as many requests whoever it is for, and takes as long.
     */
    async function takingBackWhereItFails(work: () => Promise<Tried>): Promise<Tried> {
      try {
        return await work();
      } catch (error) {
        const uncounted = isSurelyKnown ? [ofName] : [];
        await Promise.all([fromAddress, ofName, ...uncounted].map(attempts.takeBack));
        throw error;
      }
    }

    async function succeeded(user: User, acquaintance: Acquaintance | undefined): Promise<void> {
      const salt = saltOf(user.passwordHash);
      const expiresAt = epochSeconds(clock()) + KNOWN_FOR;
      // Of another password, it is out of date: this attempt has changed the password.
      const isFresh = acquaintance?.salt === salt && acquaintance.expiresAt > expiresAt - RENEWED_AFTER;
      await Promise.all([
        attempts.takeBack(fromAddress),
        ...(acquaintance ? [] : [attempts.takeBack(ofName)]),
        ...(isFresh ? [] : [attempts.putAcquaintance(username, address, { salt, expiresAt })]),
      ]);
      acquaintances.remember(known);
    }
  };
}
