/** The time, in milliseconds since the Unix epoch. Handed in wherever time matters, so that tests can set it. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** A time as users and items show it: ISO 8601 in UTC with milliseconds. */
export const isoTime = (time: number): string => new Date(time).toISOString();

/** A time as DynamoDB's time to live reads it: whole seconds since the Unix epoch. */
export const epochSeconds = (time: number): number => Math.floor(time / 1000);

/** Milliseconds that have passed since it was made. */
type Stopwatch = () => number;

/**
 * Starts a stopwatch that never shows too little: by the wall clock, which somebody may have set meanwhile, or by the
 * monotonic one, which may have stood still while the process was frozen; whichever says more.
 */
export const startStopwatch = (): Stopwatch => {
  const [wall, monotonic] = [Date.now(), performance.now()];
  return () => Math.max(Date.now() - wall, performance.now() - monotonic);
};
