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

/** Tells for how many milliseconds this process has got to run since it was started. */
export type Stopwatch = () => number;

/** Starts a stopwatch that stands still while this process does not get to run, for bounds that hold on a busy machine. */
export function startStopwatch(): Stopwatch {
  const startedAt = performance.now();
  const stalls: Stall[] = [];
  watchStalls((stall) => stalls.push(stall));
  return () => {
    const endedAt = performance.now();
    return endedAt - startedAt - stalled({ stalls }, { startedAt, endedAt });
  };
}
