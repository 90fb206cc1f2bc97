import { type Clock, systemClock } from '../clock.ts';

/** How far servers may show an old time: they keep the text of their Date for a while. In milliseconds. */
const DATE_IS_CACHED = 100;

/** Up to how many milliseconds one answer is enough to correct a clock. */
const ONE_ANSWER_IS_ENOUGH = 2000;

/** What has to be added to a clock to make it right lies between the two, in milliseconds. */
export type Bounds = { readonly least: number; readonly most: number };

/** One attempt at a request, as the clock to be judged saw it, and the time that its answer shows; in milliseconds. */
export type Answered = {
  /** The answer's `Date`: a whole second. The server answered in that second. */
  readonly date: number;
  /** The clock's time when the attempt was sent, and when its answer came. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** How long that took by a clock that nobody sets, and that stands still while the process is frozen. */
  readonly elapsed: number;
};

/**
 * How wrong a clock can be by one answer. When the attempt was sent is the earlier of the two times that it can have been:
 * a clock that was set meanwhile shows in the second, a process that was frozen meanwhile in the first.
 */
export const boundsOf = ({ date, sentAt, answeredAt, elapsed }: Answered): Bounds => ({
  least: date - answeredAt,
  most: date + 999 - Math.min(sentAt, Math.floor(answeredAt - elapsed)),
});

/** What is added to a clock, and what the last answer said if it was not believed, both in milliseconds. */
type Correction = { readonly offset: number; readonly doubted?: Bounds };

/**
 * The correction after one more answer: the same, unless the answer proves it wrong, else the nearest that it allows. What
 * would change it by more than 2 s must be said by two answers in a row.
 */
export function corrected({ offset, doubted }: Correction, bounds: Bounds): Correction {
  const nearest = Math.min(Math.max(offset, bounds.least), bounds.most);
  const wrongBy = Math.abs(nearest - offset);
  if (wrongBy <= DATE_IS_CACHED) return { offset };
  if (wrongBy <= ONE_ANSWER_IS_ENOUGH || (doubted && agree(doubted, bounds))) return { offset: nearest };
  return { offset, doubted: bounds };
}

const agree = (one: Bounds, other: Bounds): boolean =>
  one.least <= other.most + DATE_IS_CACHED && other.least <= one.most + DATE_IS_CACHED;

/** A clock that shows the store's time, as far as the store's answers tell it. */
export type StoreClock = {
  readonly now: Clock;
  /** To be called when an attempt at a request is sent. What it returns is to be called with the answer's `Date`. */
  readonly attempt: () => (date: string | undefined) => void;
  /** Whether the last answer proved the clock wrong by more than 2 s, and another one has to agree. */
  readonly isInDoubt: () => boolean;
};

/** What a process tells time by, both in milliseconds: a clock that can be set, and one that only counts. */
type Timers = { readonly wall: Clock; readonly monotonic: () => number };

/**
 * This process's clock, corrected where the store's answers prove it wrong. A right clock is never touched; the clocks of two
 * processes that speak to the same store are at most some 2 s apart, whatever their machines say.
 *
 * @param onCorrection is told of each correction by more than 2 s: by how many milliseconds the process's clock is off
 */
export function storeClock(
  onCorrection: (milliseconds: number) => void,
  { wall, monotonic }: Timers = { wall: systemClock, monotonic: () => performance.now() },
): StoreClock {
  let correction: Correction = { offset: 0 };

  return {
    now: () => wall() + correction.offset,
    isInDoubt: () => correction.doubted !== undefined,
    attempt: () => {
      const sentAt = wall();
      const start = monotonic();
      return (text = '') => {
        const date = Date.parse(text);
        if (Number.isNaN(date)) return;
        const { offset } = correction;
        const answeredAt = wall();
        const elapsed = monotonic() - start;
        correction = corrected(correction, boundsOf({ date, sentAt, answeredAt, elapsed }));
        if (Math.abs(correction.offset - offset) > ONE_ANSWER_IS_ENOUGH) onCorrection(correction.offset);
      };
    },
  };
}
