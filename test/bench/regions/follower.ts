import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../../../lib/messages/message.ts';
import { type PageBody, type Person, pageRoute, request } from '../../support/api.ts';
import type { Region } from './region.ts';

/** Somebody who follows a conversation in one region by `poll`, and what they have been shown so far. */
export type Follower = {
  readonly region: Region['name'];
  readonly conversation: string;
  readonly shown: ReadonlySet<string>;
  /** Polls once more, to the end, and no more after that. */
  readonly finish: () => Promise<void>;
};

type Following = { readonly region: Region; readonly conversation: string; person: Person; partner: string };

/** Begins to follow a conversation from its newest page on. */
export function follow({ region, conversation, person, partner }: Following): Follower {
  const shown = new Set<string>();
  let finished = false;

  const read = async (route: string): Promise<PageBody> => {
    for (;;) {
      const { status, body } = await request(route, { token: person.token, baseUrl: region.urls[0] ?? '' });
      if (status === 200) {
        for (const { id } of body.messages as Message[]) shown.add(id);
        return body;
      }
      if (status !== 503) throw new Error(`${route}: ${status} ${body?.detail}`);
      await sleep(100);
    }
  };
  const poll = async (link: string): Promise<string> => {
    let page = await read(`GET ${link}`);
    while (page.next) page = await read(`GET ${page.next}`);
    return page.poll ?? link;
  };
  const following = (async () => {
    let { poll: link } = await read(pageRoute(person, { username: partner, token: '' }, { pageSize: 100 }));
    while (link && !finished) {
      await sleep(1000);
      link = await poll(link);
    }
    if (link) await poll(link);
  })();
  following.catch(() => {});

  return {
    region: region.name,
    conversation,
    shown,
    finish: () => {
      finished = true;
      return following;
    },
  };
}
