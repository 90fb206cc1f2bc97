import { setTimeout as sleep } from 'node:timers/promises';
import type { Told } from '../history.ts';
import type { Device } from './device.ts';
import { askUntilAnswered } from './network.ts';

const WHOLE = '/conversations?pageSize=50';

/** How long a follower waits between two polls, in milliseconds. */
const PAUSE = [1000, 3000] as const;

type Page = { readonly conversations: readonly Told[]; readonly next: string | null; readonly poll: string | null };

/**
 * Reads a user's conversations, or what a poll of them tells, to the end, and takes down what it saw. Gives the next poll;
 * undefined where a page was not answered.
 */
export async function readInbox(
  { account, network, dice, token }: Device,
  { path = WHOLE, final = false }: { readonly path?: string | undefined; readonly final?: boolean } = {},
): Promise<string | undefined> {
  const told: Told[] = [];
  // Of the try that was answered: where the next poll begins follows from that one.
  let startedAt = Number.POSITIVE_INFINITY;
  let next: string | null = path;
  let poll: string | null = null;
  let pages = 0;

  for (; next !== null; pages++) {
    const answered = await askUntilAnswered(network, dice, `GET ${next}`, { token });
    if (answered.status !== 200) return undefined;
    startedAt = Math.min(startedAt, answered.startedAt);
    const page = answered.body as Page;
    told.push(...page.conversations);
    ({ next, poll } = page);
  }

  network.recorder.inboxReadings.push({
    reader: account.username,
    since: new URLSearchParams(path.replace(/.*\?/, '')).get('since') ?? undefined,
    startedAt,
    endedAt: performance.now(),
    pages,
    told: told.map(({ contact, newest }) => ({ contact, newest })),
    final,
  });
  return poll ?? undefined;
}

/** Follows all conversations of a user, poll by poll. */
export type Follower = {
  /** Polls once more, and no more after that. */
  readonly stop: () => Promise<void>;
};

/** Starts to follow: reads the inbox, and then polls. */
export function followInbox(device: Device): Follower {
  let isOver = false;
  const following = (async () => {
    let path: string | undefined;
    for (let isLast = false; !isLast; ) {
      isLast = isOver;
      path = (await readInbox(device, { path })) ?? path;
      if (!isOver) await sleep(device.dice.between(...PAUSE));
    }
  })();

  return {
    stop: () => {
      isOver = true;
      return following;
    },
  };
}
