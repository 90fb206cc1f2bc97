import type { FirstVisit } from './first-visits.ts';
import type { Bounds, Jump, MeasuredJump } from './jumps.ts';
import type { Measured } from './measure.ts';
import type { Way } from './without-bookmarks.ts';

/** What a page costs without bookmarks. */
export type Comparison = Measured & { readonly way: Way; readonly page: number };

/** What jumps cost in a conversation of messages of that size. */
export type Growth = { readonly bytes: number; readonly messages: number } & Ranges;

/** What some jumps cost without `asOf`, and with it. */
export type Ranges = { readonly [how in keyof Bounds]: Range };

/** The mean and the most of some measured pages. */
export type Range = {
  readonly pages: number;
  readonly meanReadUnits: number;
  readonly mostReadUnits: number;
  readonly meanRoundTrips: number;
  readonly mostRoundTrips: number;
};

/** What a run has found. */
export type Results = {
  readonly messages: number;
  readonly bytesPerMessage: number;
  readonly seed: number;
  readonly loadSeconds: number;
  readonly firstVisit: FirstVisit;
  /** What visiting the measured pages cost until their bookmarks were current. */
  readonly warming: { readonly visits: number; readonly tries: number } & Omit<FirstVisit, 'parameters' | 'tries'>;
  readonly bookmarks: { readonly count: number; readonly bytes: number; readonly writeUnitsPerMessage: number };
  /** To the pages that the promise names. */
  readonly jumps: readonly MeasuredJump[];
  /** To pages chosen at random. */
  readonly random: Readonly<Record<Jump['order'], Ranges>>;
  /** By times and ids chosen at random. */
  readonly places: Range;
  readonly comparison: readonly Comparison[];
  readonly growth: readonly Growth[];
  /** Jumps where as many messages follow the last bookmark as can while bookmarks are current. */
  readonly longestTail: Ranges;
};
