import { table } from '../markdown.ts';
import { mean } from '../numbers.ts';
import type { Bounds, MeasuredJump } from './jumps.ts';
import type { Measured } from './measure.ts';
import type { Range, Ranges, Results } from './results.ts';

/** Mean and most of what jumps cost, without `asOf` and with it. */
export const rangesOf = (jumps: readonly MeasuredJump[]): Ranges => ({
  without: rangeOf(asked(jumps, 'without')),
  withAsOf: rangeOf(asked(jumps, 'withAsOf')),
});

/** Mean and most of what pages cost. */
export const rangeOf = (jumps: readonly Pick<Measured, 'readUnits' | 'roundTrips'>[]): Range => ({
  pages: jumps.length,
  meanReadUnits: round(mean(jumps.map(({ readUnits }) => readUnits))),
  mostReadUnits: Math.max(...jumps.map(({ readUnits }) => readUnits)),
  meanRoundTrips: round(mean(jumps.map(({ roundTrips }) => roundTrips))),
  mostRoundTrips: Math.max(...jumps.map(({ roundTrips }) => roundTrips)),
});

/** Those of some jumps that were asked for with `asOf`, or without. */
export const asked = (jumps: readonly MeasuredJump[], how: keyof Bounds) =>
  jumps.filter(({ asOf }) => (how === 'withAsOf') === (asOf !== undefined));

/** The results as Markdown, for people. */
export function report(results: Results): string {
  return [
    `${grouped(results.messages)} messages of ${round(results.bytesPerMessage)} B, pages of 50; a cell is requests / round trips / read units / milliseconds.`,
    landmarkTable(results),
    randomTable(results),
    growthTable(results),
    visits(results),
  ].join('\n\n');
}

function landmarkTable({ jumps, comparison }: Results): string {
  const pages = [...new Set(jumps.map(({ page }) => page))];
  const cell = (page: number, order: string, how: keyof Bounds) =>
    cost(asked(jumps, how).find((jump) => jump.page === page && jump.order === order));
  const rows = pages.map((page) => [
    page === 2 ** 53 ? '2^53' : grouped(page),
    cell(page, 'newest', 'without'),
    cell(page, 'oldest', 'without'),
    cell(page, 'newest', 'withAsOf'),
    cell(page, 'oldest', 'withAsOf'),
    ...(['walking', 'counting'] as const).map((way) =>
      cost(comparison.find((other) => other.way === way && other.page === page)),
    ),
  ]);
  return table(
    [
      'page',
      'newest first',
      'oldest first',
      'newest first, `asOf`',
      'oldest first, `asOf`',
      'walking',
      '`Select=COUNT`',
    ],
    rows,
  );
}

function randomTable({ random, places }: Results): string {
  const rows = (['newest', 'oldest'] as const).map((order) => [
    `${random[order].without.pages} random pages, ${order} first`,
    ranges(random[order].without),
    ranges(random[order].withAsOf),
  ]);
  const placesRow = [`${places.pages} random times and ids`, ranges(places), ''];
  return table(['', 'round trips, mean / most · read units, mean / most', 'with `asOf`'], [...rows, placesRow]);
}

const ranges = ({ meanRoundTrips, mostRoundTrips, meanReadUnits, mostReadUnits }: Range) =>
  `${meanRoundTrips} / ${mostRoundTrips} · ${meanReadUnits} / ${mostReadUnits}`;

function growthTable({ growth, longestTail }: Results): string {
  const rows = growth.map(({ bytes, messages, without, withAsOf }) => [
    grouped(Math.round(bytes)),
    grouped(messages),
    ranges(without),
    ranges(withAsOf),
  ]);
  rows.push([
    '250, as many behind the last bookmark as can be',
    '',
    ranges(longestTail.without),
    ranges(longestTail.withAsOf),
  ]);
  return table(
    ['bytes a message', 'messages', 'round trips, mean / most · read units, mean / most', 'with `asOf`'],
    rows,
  );
}

function visits({ firstVisit, warming, bookmarks, messages, loadSeconds }: Results): string {
  return [
    `- Loaded in ${round(loadSeconds)} s.`,
    `- The first visit without bookmarks (${JSON.stringify(firstVisit.parameters)}): ${told(firstVisit)}.`,
    `- ${grouped(warming.visits)} visits of the pages to measure until bookmarks were current: ${told(warming)}.`,
    `- ${grouped(bookmarks.count)} bookmarks of ${round(bookmarks.bytes / bookmarks.count)} B for ${grouped(messages)} messages: ` +
      `${round(bookmarks.bytes / messages)} B a message; ${bookmarks.writeUnitsPerMessage} write units a message were they all set.`,
  ].join('\n');
}

const told = (visit: Results['warming'] | Results['firstVisit']) =>
  `${grouped(visit.tries)} tries, ${grouped(visit.requests)} requests, ${grouped(visit.readUnits)} read units, ` +
  `${grouped(visit.writeUnits)} write units, ${round(visit.milliseconds / 1000)} s`;

const cost = (measured?: { requests: number; roundTrips: number; readUnits: number; milliseconds: number }) =>
  measured
    ? `${measured.requests} / ${measured.roundTrips} / ${grouped(measured.readUnits)} / ${round(measured.milliseconds)}`
    : '–';

export const round = (value: number): number => Math.round(value * 100) / 100;

export const grouped = (value: number) => value.toLocaleString('en-US');
