import { chart, type Panel, type Series } from '../chart.ts';
import type { RegionId } from '../globe/round-trips.ts';
import { ceilingsOf } from './ceilings.ts';
import { usualLoad } from './load.ts';
import { oneRegion, scenarioOf, threeRegions } from './scenarios.ts';

const userCounts = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

/** Draws what a month costs and what a second asks for, against the number of users. */
export function drawChart(): string {
  return chart('What a month costs, and what its busiest second asks for, by users', [
    panel('Dollars a month', (users, regions) => scenarioOf(users, regions).dollars),
    panel('Requests in the busiest second, in each region', requestsInBusiestSecond),
  ]);
}

type Quantity = (users: number, regions: readonly RegionId[]) => number;

function panel(title: string, quantity: Quantity): Panel {
  const series = (regions: readonly RegionId[]): Pick<Series, 'points'> => ({
    points: userCounts.map((users) => [users, quantity(users, regions)] as const),
  });
  return {
    title,
    x: 'users',
    series: [
      { name: 'one region', ink: 'blue', style: 'broad', ...series(oneRegion) },
      { name: 'three regions', ink: 'plain', style: 'narrow', ...series(threeRegions) },
    ],
  };
}

function requestsInBusiestSecond(users: number, regions: readonly RegionId[]): number {
  const found = ceilingsOf({ ...usualLoad, users, regions }).find(({ limit }) => limit === 'API Gateway, requests');
  return found?.used ?? 0;
}
