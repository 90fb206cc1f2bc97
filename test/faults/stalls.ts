import type { Exchange, History, Stall } from './history.ts';

/** How often a look is taken, and from which lateness on it counts, both in milliseconds. */
const EVERY = 20;
const LATE = 50;

/**
 * Takes down when this process, through which every request to the store passes, did not get to run: the machine, or this
 * process, had too much else to do. Stops at the end.
 */
export function watchStalls(takeDown: (stall: Stall) => void): () => void {
  let due = performance.now() + EVERY;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - due > LATE) takeDown({ from: due, to: now });
    due = now + EVERY;
  }, EVERY);
  timer.unref();
  return () => clearInterval(timer);
}

/** For how many milliseconds of an exchange the harness did not get to run. */
export const stalled = (
  { stalls }: Pick<History, 'stalls'>,
  { startedAt, endedAt }: Pick<Exchange, 'startedAt' | 'endedAt'>,
): number =>
  stalls.reduce((total, { from, to }) => total + Math.max(0, Math.min(to, endedAt) - Math.max(from, startedAt)), 0);
