import { chart, type Panel, type Series } from '../chart.ts';
import type { MeasuredJump } from './jumps.ts';
import type { Measured } from './measure.ts';
import type { Results } from './results.ts';

const blue = '#0969da';
const green = '#1a7f37';
const red = '#cf222e';
const dark = '#24292f';

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
  type Style = Series['style'];
  const ours = (name: string, color: string, style: Style, isAsked: (jump: MeasuredJump) => boolean): Series[] => [
    { name: '', color, style: 'points', points: points(newest.filter((jump) => jump.random && isAsked(jump))) },
    { name, color, style, points: points(newest.filter((jump) => !jump.random && isAsked(jump))) },
  ];
  const theirs = (way: string) => points(comparison.filter((one) => one.way === way));

  return {
    title,
    x: 'page number N, newest first',
    series: [
      { name: 'walking there, keys only', color: red, style: 'line', points: theirs('walking') },
      {
        name: 'Select=COUNT up to there: it reads what it counts',
        color: dark,
        style: 'dashed line',
        points: theirs('counting'),
      },
      ...ours('page=N (small dots: pages chosen at random)', blue, 'line', ({ asOf }) => asOf === undefined),
      ...ours('page=N with asOf', green, 'dashed line', ({ asOf }) => asOf !== undefined),
    ],
  };
}
