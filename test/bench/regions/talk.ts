import type { Dice } from '../../faults/random.ts';
import { aText, type Person, pageRoute, request } from '../../support/api.ts';
import type { Region, RegionName } from './region.ts';

/** A send, and how it ended. */
export type Send = {
  readonly region: RegionName;
  readonly conversation: string;
  readonly text: string;
  readonly status: number;
  /** The message that it made, where it was acknowledged. */
  readonly id: string | undefined;
  /** The message that the same key made when it was sent again in the same region, where it was. */
  readonly again: string | undefined;
  /** In the milliseconds of `performance.now()`. */
  readonly startedAt: number;
  readonly endedAt: number;
};

type Speaking = {
  readonly region: Region;
  readonly conversation: string;
  readonly person: Person;
  readonly partner: string;
  readonly dice: Dice;
  /** The number of the next send; undefined when enough were sent. */
  readonly nextSend: () => number | undefined;
  readonly sends: Send[];
};

/** Sends and reads at one region's processes until enough was sent. */
export async function speak({ region, conversation, person, partner, dice, nextSend, sends }: Speaking): Promise<void> {
  const ask = (route: string, asked: Parameters<typeof request>[1] = {}) =>
    request(route, { token: person.token, baseUrl: dice.pick(region.urls), ...asked });
  const read = (parameters: Record<string, string | number>) =>
    ask(pageRoute(person, { username: partner, token: '' }, parameters));

  for (let number = nextSend(); number !== undefined; number = nextSend()) {
    if (dice.chance(0.3)) await read({ pageSize: 20 });
    if (dice.chance(0.05)) await read({ page: dice.between(1, 12), pageSize: 50, total: 'true' });

    const text = `send ${number}`;
    const body = { sender: person.username, recipient: partner, content: aText(text) };
    const headers: Record<string, string> = dice.chance(0.25) ? { 'idempotency-key': text } : {};
    const startedAt = performance.now();
    const first = await ask('POST /messages', { body, headers });
    const endedAt = performance.now();
    const repeats = headers['idempotency-key'] && dice.chance(0.3);
    const again = repeats ? await ask('POST /messages', { body, headers }) : undefined;
    sends.push({
      region: region.name,
      conversation,
      text,
      status: first.status,
      id: idOf(first),
      again: again && idOf(again),
      startedAt,
      endedAt,
    });
  }
}

const idOf = ({ status, body }: { status: number; body: { id: string } }) => (status === 201 ? body.id : undefined);
