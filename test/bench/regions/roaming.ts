import { pageRoute, request } from '../../support/api.ts';
import type { Region, RegionName } from './region.ts';
import { logIn, type Pair } from './scene.ts';

/** A session that is made and ended away, and used at home. */
export type Roaming = {
  /** Uses it at home, and ends it away. To be called once it has arrived. */
  readonly arrived: () => Promise<void>;
  /** What was wrong with it. To be called once its end has arrived. */
  readonly ended: () => Promise<string[]>;
};

/** Logs in away. */
export async function roam({ home, away }: Readonly<Record<RegionName, Region>>, { speakers }: Pair): Promise<Roaming> {
  const [{ username }, partner] = speakers;
  const token = await logIn(username, away.urls[0] ?? '');
  const statuses: number[] = [];
  const readAtHome = async () => {
    const route = pageRoute({ username, token }, { username: partner.username, token: '' });
    const { status } = await request(route, { token, baseUrl: home.urls[0] ?? '' });
    statuses.push(status);
  };

  return {
    arrived: async () => {
      await readAtHome();
      const { status } = await request('DELETE /sessions', { token, baseUrl: away.urls[0] ?? '' });
      statuses.push(status);
    },
    ended: async () => {
      await readAtHome();
      return statuses.join() === '200,204,401' ? [] : [`${username}: ${statuses} in place of 200, 204, 401`];
    },
  };
}
