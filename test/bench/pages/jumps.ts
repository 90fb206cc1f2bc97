import { diceOf } from '../../pages/dice.ts';
import type { Measured, PageReader } from './measure.ts';

/** A numbered page to read, of 50 messages. */
export type Jump = { readonly page: number; readonly order: 'newest' | 'oldest'; readonly asOf?: number };

/** What a jump cost. */
export type MeasuredJump = Jump & Measured;

const pageSize = 50;

const landmarks = [1, 2, 10, 100, 1000, 10_000];

/** The highest number that a page can have. */
const HIGHEST_PAGE = 2 ** 53;

/** The pages that the promise names, as far as the conversation has them, the last one, and one far past the end. */
export const landmarksOf = (count: number): number[] => {
  const last = Math.ceil(count / pageSize);
  return [...new Set([...landmarks.filter((page) => page <= last), last, HIGHEST_PAGE])];
};

/** Pages chosen at random, the same for the same seed. */
export function randomPages(count: number, messages: number, seed: number): number[] {
  const dice = diceOf(seed);
  return Array.from({ length: count }, () => 1 + Math.floor(dice() * Math.ceil(messages / pageSize)));
}

/** Each page in both orders, with and without `asOf`. */
export const jumpsTo = (pages: readonly number[], messages: number): Jump[] =>
  pages.flatMap((page) =>
    (['newest', 'oldest'] as const).flatMap((order) => [
      { page, order },
      { page, order, asOf: messages },
    ]),
  );

/** A jump as the parameters of its request. */
export const parametersOf = ({ page, order, asOf }: Jump): Record<string, string | number> => ({
  page,
  pageSize,
  order,
  ...(asOf !== undefined && { asOf }),
});

/** Makes every jump, so many times. */
export async function measureJumps(reader: PageReader, jumps: readonly Jump[], runs: number): Promise<MeasuredJump[]> {
  const measured = [];
  for (const jump of jumps) measured.push({ ...jump, ...(await reader.measure(parametersOf(jump), runs)) });
  return measured;
}

/** What a page may cost, by whether it was asked for with `asOf`. */
export type Bounds = {
  readonly [how in 'without' | 'withAsOf']: { readonly roundTrips: number; readonly readUnits: number };
};

/** What a page may cost while bookmarks are current, so that at most 198 messages follow the last one. */
export const bounds: Bounds = {
  without: { roundTrips: 4, readUnits: 16 },
  withAsOf: { roundTrips: 3, readUnits: 8 },
};

/** The jumps that cost more than a page may. */
export const overBound = (jumps: readonly MeasuredJump[], { without, withAsOf }: Bounds): MeasuredJump[] =>
  jumps.filter(({ asOf, roundTrips, readUnits }) => {
    const bound = asOf === undefined ? without : withAsOf;
    return roundTrips > bound.roundTrips || readUnits > bound.readUnits;
  });
