import { describe, expect, it } from '@jest/globals';
import { NotAParticipant } from '../../../lib/pages/errors.ts';
import { admission } from '../../../lib/sessions/admission.ts';
import { Unauthenticated } from '../../../lib/sessions/errors.ts';
import { type Caller, callerOf, newToken } from '../../../lib/sessions/token.ts';
import type { Username } from '../../../lib/users/username.ts';

const MINUTES = 60_000;
const someone = () => callerOf(newToken('ann' as Username));
const nothing = () => undefined;

/** A door whose sessions are read when the test lets them be, and what is read in which order. */
function aDoor() {
  const valid = new Set<string>();
  const log: string[] = [];
  let answered = Promise.resolve();
  let now = 0;
  const admit = admission({
    startTiming: () => {
      const start = now;
      return () => now - start;
    },
    authenticate: async ({ digest }) => {
      log.push('session');
      await answered;
      if (!valid.has(digest)) throw new Unauthenticated();
      return { createdAt: '', expiresAt: 0 };
    },
  });

  return {
    log,
    admit,
    open: (caller: Caller) => valid.add(caller.digest),
    close: (caller: Caller) => valid.delete(caller.digest),
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
    /** Holds back the answer about a session, until it is called again. */
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      answered = promise;
      return resolve;
    },
    /** What is begun before the session is known. */
    async begunFor(caller: Caller, refuse: Parameters<typeof admit>[1] = nothing) {
      log.length = 0;
      const release = this.hold();
      const reading = admit(caller, refuse).beside(async () => log.push('read'));
      await new Promise(setImmediate);
      const begun = [...log];
      release();
      await reading.catch(nothing);
      return begun;
    },
  };
}

const alone = ['session'];
const sideBySide = ['session', 'read'];

describe('the first read of a caller', () => {
  it('is begun once the session is known, and beside it when the token was seen to be valid', async () => {
    const door = aDoor();
    const caller = someone();
    door.open(caller);

    expect(await door.begunFor(caller)).toEqual(alone);
    expect(await door.begunFor(caller)).toEqual(sideBySide);
    door.wait(5 * MINUTES - 1);
    expect(await door.begunFor(caller)).toEqual(sideBySide);
    door.wait(5 * MINUTES);
    expect(await door.begunFor(caller)).toEqual(alone);
  });

  it('is never made for a made-up token of the same name, however often it comes', async () => {
    const door = aDoor();
    const [owner, stranger] = [someone(), someone()];
    door.open(owner);
    await door.begunFor(owner);

    for (let tries = 0; tries < 3; tries++) {
      expect(await door.begunFor(stranger)).toEqual(alone);
      expect(door.log).toEqual(alone);
    }
  });

  it('is begun beside the session no more once the session has ended', async () => {
    const door = aDoor();
    const caller = someone();
    door.open(caller);
    await door.begunFor(caller);
    door.close(caller);

    expect(await door.begunFor(caller)).toEqual(sideBySide);
    expect(await door.begunFor(caller)).toEqual(alone);
  });

  it('is not made where the caller is refused, whose session is looked at first', async () => {
    const door = aDoor();
    const caller = someone();
    const refuse = () => new NotAParticipant();

    await expect(door.admit(caller, refuse).granted).rejects.toThrow(Unauthenticated);
    door.open(caller);
    await door.begunFor(caller);
    await expect(door.admit(caller, refuse).granted).rejects.toThrow(NotAParticipant);
    expect(await door.begunFor(caller, refuse)).toEqual(alone);
    expect(door.log).toEqual(alone);
  });

  it('is waited for by no refusal, and seen by nobody before the session is', async () => {
    const door = aDoor();
    const caller = someone();
    door.open(caller);
    await door.begunFor(caller);
    const release = door.hold();
    let seen = false;

    const reading = door.admit(caller, nothing).beside(async () => 'a secret');
    reading.then(() => {
      seen = true;
    });
    await new Promise(setImmediate);
    expect(seen).toBe(false);
    release();
    expect(await reading).toBe('a secret');

    door.close(caller);
    const endless = door.admit(caller, nothing).beside(() => new Promise(nothing));
    await expect(endless).rejects.toThrow(Unauthenticated);
  });
});

describe('the memory of tokens', () => {
  it('holds 10,000, and forgets the one that was seen longest ago', async () => {
    const door = aDoor();
    const callers = Array.from({ length: 10_001 }, someone);
    for (const caller of callers) door.open(caller);
    const [first, second, ...others] = callers as [Caller, Caller, ...Caller[]];
    for (const caller of [second, first, ...others]) await door.admit(caller, nothing).granted;

    expect(await door.begunFor(first)).toEqual(sideBySide);
    expect(await door.begunFor(second)).toEqual(alone);
  });
});
