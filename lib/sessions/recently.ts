import { startStopwatch } from '../clock.ts';

/** For how long something is remembered, in milliseconds. */
const REMEMBERED_FOR = 5 * 60 * 1000;

/** How many things are remembered at most; then the one that was seen longest ago is forgotten. */
const MOST = 10_000;

/** What this process has seen in the last five minutes, those included in which it was frozen. */
export function recently(startTiming = startStopwatch) {
  const seen = new Map<string, ReturnType<typeof startTiming>>();

  return {
    has(thing: string): boolean {
      const passed = seen.get(thing);
      return passed !== undefined && passed() < REMEMBERED_FOR;
    },

    remember(thing: string): void {
      // A map keeps the order of insertion: the first is the one seen longest ago.
      seen.delete(thing);
      seen.set(thing, startTiming());
      const [oldest] = seen.keys();
      if (seen.size > MOST && oldest !== undefined) seen.delete(oldest);
    },

    forget(thing: string): void {
      seen.delete(thing);
    },
  };
}
