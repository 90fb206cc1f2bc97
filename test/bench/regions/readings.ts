import type { Message } from '../../../lib/messages/message.ts';
import { type PageBody, type Person, pageRoute, request } from '../../support/api.ts';
import type { RegionName } from './region.ts';

/** What one reader has been shown of a whole conversation, oldest first. */
export type Reading = {
  readonly region: RegionName;
  readonly conversation: string;
  readonly how: string;
  readonly ids: readonly string[];
};

type Reader = {
  readonly region: RegionName;
  readonly conversation: string;
  readonly person: Person;
  readonly partner: string;
  readonly baseUrl: string;
};

const PAGE_SIZE = 50;

/** Reads a conversation whole: by links from either end, and every page by its number, before and after bookmarks. */
export async function readWhole(reader: Reader): Promise<Reading[]> {
  const { region, conversation, person, partner, baseUrl } = reader;
  const other = { username: partner, token: '' };
  const read = async (route: string): Promise<PageBody> => {
    const { status, body } = await request(route, { token: person.token, baseUrl });
    if (status !== 200) throw new Error(`${region}: ${route}: ${status} ${body?.detail}`);
    return body;
  };
  const reading = (how: string, ids: readonly string[]): Reading => ({ region, conversation, how, ids });

  const byLinks = async (order: string) => {
    const ids: string[] = [];
    let page = await read(pageRoute(person, other, { order, pageSize: 200 }));
    for (;;) {
      ids.push(...idsOf(page));
      if (!page.next) return reading(`${order} first, by links`, order === 'newest' ? ids.reverse() : ids);
      page = await read(`GET ${page.next}`);
    }
  };
  const byNumbers = async (order: string, time: string) => {
    const { total } = await read(pageRoute(person, other, { page: 1, pageSize: PAGE_SIZE, total: 'true' }));
    const ids: string[] = [];
    // From the middle out: a jump to where nobody has been is what sets bookmarks.
    for (const number of fromTheMiddle(total?.pages ?? 0)) {
      const page = await read(pageRoute(person, other, { page: number, pageSize: PAGE_SIZE, order }));
      for (const [index, id] of idsOf(page).entries()) ids[(number - 1) * PAGE_SIZE + index] = id;
    }
    return reading(`${order} first, by numbers, ${time}`, order === 'newest' ? ids.reverse() : ids);
  };

  const readings = [await byLinks('newest'), await byLinks('oldest')];
  for (const time of ['once', 'again'])
    for (const order of ['newest', 'oldest']) readings.push(await byNumbers(order, time));
  return readings;
}

const idsOf = ({ messages }: { readonly messages: readonly Message[] }) => messages.map(({ id }) => id);

const fromTheMiddle = (count: number) =>
  Array.from({ length: count }, (_, index) => index + 1).sort(
    (one, other) => Math.abs(one - count / 2) - Math.abs(other - count / 2),
  );
