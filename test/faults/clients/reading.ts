import { conversationOf, type Reading, type ShownMessage } from '../history.ts';
import { type Device, sees } from './device.ts';
import { ask, isAnswered } from './network.ts';

type Wanted = {
  readonly order: Reading['order'];
  readonly pageSize: number;
  /** How many pages to read, at most. */
  readonly pages: number;
  readonly final?: boolean;
};

type Page = { readonly messages: readonly ShownMessage[]; readonly next: string | null };

const TRIES = 4;

/** Reads a conversation from one of its ends, page by page, and takes down what it saw. */
export async function read(
  device: Device,
  other: string,
  { order, pageSize, pages, final = false }: Wanted,
): Promise<void> {
  const { username } = device.account;
  const conversation = conversationOf(username, other);
  const messages: ShownMessage[] = [];
  const startedAt = performance.now();
  let next: string | null =
    `/messages?${new URLSearchParams({ userA: username, userB: other, order, pageSize: `${pageSize}` })}`;
  let page = 0;

  for (; next !== null && page < pages; page++) {
    const answer = await pageAt(device, next);
    if (answer === undefined) break;
    messages.push(...answer.messages);
    next = answer.next;
  }

  sees(
    device,
    conversation,
    messages.map(({ id }) => id),
  );
  if (page === 0) return;
  const { readings } = device.network.recorder;
  readings.push({
    reader: username,
    conversation,
    order,
    startedAt,
    endedAt: performance.now(),
    messages,
    complete: next === null,
    final,
  });
}

async function pageAt({ network, dice, token }: Device, path: string): Promise<Page | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const exchanged = await ask(network, dice, `GET ${path}`, { token });
    if (isAnswered(exchanged)) return exchanged.status === 200 ? (exchanged.body as Page) : undefined;
  }
  return undefined;
}
