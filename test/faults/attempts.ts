import type { StoreCall } from './store-call.ts';

/** How often the SDK tried: all of its attempts, the commands that they belong to, and the most for one command. */
export type AttemptCounts = { readonly attempts: number; readonly commands: number; readonly most: number };

/** Counts attempts by the invocation id that the SDK gives to all attempts at one command. */
export type Attempts = {
  readonly numbered: (call: Omit<StoreCall, 'attempt'>) => StoreCall;
  readonly counts: () => AttemptCounts;
  /** Forgets what was counted, so that a stretch of time can be counted by itself. */
  readonly reset: () => void;
};

/** Counts from zero. */
export function countingAttempts(): Attempts {
  const byInvocation = new Map<string, number>();
  return {
    numbered: (call) => {
      const attempt = (byInvocation.get(call.invocation) ?? 0) + 1;
      byInvocation.set(call.invocation, attempt);
      return { ...call, attempt };
    },
    counts: () => {
      const numbers = [...byInvocation.values()];
      return {
        attempts: numbers.reduce((total, number) => total + number, 0),
        commands: numbers.length,
        most: numbers.reduce((most, number) => Math.max(most, number), 0),
      };
    },
    reset: () => byInvocation.clear(),
  };
}
