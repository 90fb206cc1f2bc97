/** For how long something is remembered, in milliseconds. */
const REMEMBERED_FOR = 5 * 60 * 1000;

/** How many things are remembered at most; then the one that was seen longest ago is forgotten. */
const MOST = 10_000;

/** What this process has seen in the last five minutes. `uptime` gives milliseconds that only go forward. */
export function recently(uptime: () => number = () => performance.now()) {
  const seenAt = new Map<string, number>();

  return {
    has(thing: string): boolean {
      const time = seenAt.get(thing);
      return time !== undefined && uptime() - time < REMEMBERED_FOR;
    },

    remember(thing: string): void {
      // A map keeps the order of insertion: the first is the one seen longest ago.
      seenAt.delete(thing);
      seenAt.set(thing, uptime());
      const [oldest] = seenAt.keys();
      if (seenAt.size > MOST && oldest !== undefined) seenAt.delete(oldest);
    },

    forget(thing: string): void {
      seenAt.delete(thing);
    },
  };
}
