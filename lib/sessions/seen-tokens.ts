import type { TokenDigest } from './token.ts';

/** For how long a token that was valid is remembered, in milliseconds. */
const REMEMBERED_FOR = 5 * 60 * 1000;

/** How many tokens are remembered at most; then the one that was seen longest ago is forgotten. */
const MOST_TOKENS = 10_000;

/** The tokens that this process has lately seen to be valid. `uptime` gives milliseconds that only go forward. */
export function seenTokens(uptime: () => number) {
  const seenAt = new Map<TokenDigest, number>();

  return {
    has(digest: TokenDigest): boolean {
      const time = seenAt.get(digest);
      return time !== undefined && uptime() - time < REMEMBERED_FOR;
    },

    remember(digest: TokenDigest): void {
      // A map keeps the order of insertion: the first is the one seen longest ago.
      seenAt.delete(digest);
      seenAt.set(digest, uptime());
      const [oldest] = seenAt.keys();
      if (seenAt.size > MOST_TOKENS && oldest) seenAt.delete(oldest);
    },

    forget(digest: TokenDigest): void {
      seenAt.delete(digest);
    },
  };
}
