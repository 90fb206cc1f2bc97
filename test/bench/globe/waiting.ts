import * as units from '../cost/units.ts';
import { assumptions, betweenMilliseconds, type City, cities, type RegionId } from './round-trips.ts';

/** Which regions there are; the first is home. */
export const designs = [
  ['us-east-1'],
  ['us-east-1', 'ap-northeast-1'],
  ['us-east-1', 'ap-northeast-1', 'eu-central-1'],
] as const satisfies readonly (readonly RegionId[])[];

/** How long a user waits for each operation, in milliseconds, over a connection that is open. */
export type Waiting = {
  readonly regions: readonly RegionId[];
  readonly city: City;
  /** The region that answers: the nearest. */
  readonly region: RegionId;
  readonly signUp: number;
  readonly logIn: number;
  readonly send: number;
  readonly sendWithKey: number;
  readonly newestPage: number;
  readonly pageByNumber: number;
};

/** How long users of each city wait, in each design. */
export const everyWaiting = (): Waiting[] =>
  designs.flatMap((regions) => (Object.keys(cities) as City[]).map((city) => waitingOf(regions, city)));

/** How long users of a city wait. */
export function waitingOf(regions: readonly RegionId[], city: City): Waiting {
  const toRegion = (region: RegionId) => betweenMilliseconds(cities[city], region);
  const region = regions.toSorted((one, other) => toRegion(one) - toRegion(other))[0] as RegionId;
  const { lastMile, request, store, hashing } = assumptions;
  const wayHome = betweenMilliseconds(region, regions[0] as RegionId);
  const around = lastMile + toRegion(region) + request;
  const here = (roundTrips: number) => around + roundTrips * store;
  const { roundTrips } = units.send(350);

  return {
    regions,
    city,
    region,
    // The address is counted here, and the name taken at home.
    signUp: here(units.signUp.roundTrips) + hashing + wayHome,
    // Each of its round trips goes home, and the session is put here too.
    logIn: here(units.logIn.roundTrips) + hashing + (wayHome > 0 ? units.logIn.roundTrips * wayHome + store : 0),
    send: here(roundTrips),
    sendWithKey: here(roundTrips + units.key.roundTrips),
    newestPage: here(units.page(350).roundTrips),
    pageByNumber: here(units.jumpRoundTrips),
  };
}
