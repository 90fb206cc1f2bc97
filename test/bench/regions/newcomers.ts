import { aPassword, request } from '../../support/api.ts';
import { type Region, type RegionName, regionNames } from './region.ts';

/** How one name went that was asked for in both regions at the same moment. */
export type Race = {
  readonly username: string;
  /** The answer of each region. */
  readonly signUps: readonly number[];
  /** The answers when the newcomer logged in, in each region, at once after it. */
  readonly logIns: readonly number[];
};

/** Two people ask for one name at the same moment, each in another region; then its owner logs in in both. */
export async function race(regions: Readonly<Record<RegionName, Region>>, username: string): Promise<Race> {
  const passwords = { home: aPassword, away: `${aPassword} away` };
  const ask = (region: RegionName, route: string, password: string) =>
    request(route, { body: { username, password }, baseUrl: regions[region].urls[0] ?? '' });
  const signUps = await Promise.all(
    regionNames.map(async (region) => (await ask(region, 'POST /users', passwords[region])).status),
  );
  const winner = regionNames[signUps.indexOf(201)];
  const logIns = winner
    ? await Promise.all(regionNames.map(async (at) => (await ask(at, 'POST /sessions', passwords[winner])).status))
    : [];
  return { username, signUps, logIns };
}
