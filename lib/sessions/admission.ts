import type { startStopwatch } from '../clock.ts';
import type { ChatError } from '../errors.ts';
import type { Username } from '../users/username.ts';
import type { Authenticate } from './authenticate.ts';
import { recently } from './recently.ts';
import type { Caller } from './token.ts';

/** Whether a caller may do what they ask, as far as it is known. */
export type Admission = {
  /** The caller, once their session is found valid and they may do what they ask. Rejects with Unauthenticated, then the refusal. */
  readonly granted: Promise<Username>;
  /**
   * A read. Begun at once, beside that of the session, where this process saw the token valid in the last 5 minutes
   * and the caller is not refused; else begun once granted. Its result is never seen before `granted` resolves, and a
   * refusal does not wait for it.
   */
  readonly beside: <T>(read: () => Promise<T>) => Promise<T>;
};

/** Admits a caller. `refuse` tells from the name in the token why they may not, or gives undefined. */
export type Admit = (caller: Caller, refuse: (username: Username) => ChatError | undefined) => Admission;

type Dependencies = {
  readonly authenticate: Authenticate;
  /** Starts to take the time since a token was seen to be valid. */
  readonly startTiming?: typeof startStopwatch;
};

/**
 * Looks at the caller's session before, or beside, the first read of what they ask for. Beside only for a token that was
 * seen to be valid: a made-up one must not have the store read a conversation, at the price of those who have it.
 */
export function admission({ authenticate, startTiming }: Dependencies): Admit {
  const seen = recently(startTiming);

  return (caller, refuse) => {
    const refusal = refuse(caller.username);
    const isTrusted = !refusal && seen.has(caller.digest);
    const granted = authenticateOnce();
    granted.catch(() => {}); // whoever awaits it handles it

    return {
      granted,
      async beside(read) {
        if (!isTrusted) await granted;
        const reading = read();
        reading.catch(() => {}); // a refusal does not wait for it
        await granted;
        return reading;
      },
    };

    async function authenticateOnce(): Promise<Username> {
      try {
        await authenticate(caller);
      } catch (error) {
        seen.forget(caller.digest);
        throw error;
      }
      seen.remember(caller.digest);
      if (refusal) throw refusal;
      return caller.username;
    }
  };
}
