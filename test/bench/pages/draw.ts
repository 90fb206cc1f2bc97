import { chart, type Panel } from '../chart.ts';
import type { Measured } from './measure.ts';
import { asked } from './report.ts';
import type { Results } from './results.ts';
import type { Way } from './without-bookmarks.ts';

type Quantity = keyof Pick<Measured, 'readUnits' | 'roundTrips'>;

/** Draws what a page costs against its number: with bookmarks, by walking, and by counting. */
export function drawChart(results: Results): string {
  const heading = `What page N of a conversation costs: ${results.messages.toLocaleString('en-US')} messages, pages of 50`;
  return chart(heading, [
    panel(results, 'readUnits', 'Read units'),
    panel(results, 'roundTrips', 'Sequential round trips'),
  ]);
}

function panel({ jumps, comparison, messages }: Results, quantity: Quantity, title: string): Panel {
  const lastPage = Math.ceil(messages / 50);
  const points = (measured: readonly ({ page: number } & Measured)[]) =>
    measured.filter(({ page }) => page <= lastPage).map((one) => [one.page, one[quantity]] as const);
  const newest = jumps.filter(({ order }) => order === 'newest');
  const theirs = (way: Way) => points(comparison.filter((one) => one.way === way));

  return {
    title,
    x: 'page number N, newest first',
    series: [
      { name: 'walking there, keys only', ink: 'red', style: 'broad', points: theirs('walking') },
      { name: 'page=N', ink: 'blue', style: 'broad', points: points(asked(newest, 'without')) },
      {
        name: 'Select=COUNT up to there: it reads what it counts',
        ink: 'plain',
        style: 'narrow',
        points: theirs('counting'),
      },
      { name: 'page=N with asOf', ink: 'green', style: 'narrow', points: points(asked(newest, 'withAsOf')) },
    ],
  };
}
