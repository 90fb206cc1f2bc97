import { ulid } from 'ulid';
import type { MessageId } from '../../lib/messages/message.ts';
import { type Chat, connect } from './chat.ts';
import { diceOf } from './dice.ts';
import type { Follower } from './follower.ts';

/** Something that happens at a time, in milliseconds since the Unix epoch. */
type Event = { readonly at: number; readonly happen: () => Promise<unknown> };

const SENDERS = 8;

/** Between two messages of one sender, on average, in milliseconds; a fourth of them come at once. */
const PAUSE = 12_000;

/** How long a message of a slow sender takes to land, at most, in milliseconds. */
const SLOWEST = 25_000;

/** How long readers wait before they follow a link, in milliseconds: some at once, some after all that may come again. */
const dawdling = [0, 0, 0, 100, 1000, 5000, 40_000];

type Traffic = { readonly messages: number; readonly followers: readonly Follower[]; readonly seed: number };

/**
 * Lets time pass, by the clock that the product goes by, while senders send and followers follow: everything in the
 * order of its time. Half of the senders are slow: some of their messages land up to 25 s after their time. In the end
 * every follower makes one reading more.
 */
export async function traffic(chat: Chat, { messages, followers, seed }: Traffic): Promise<void> {
  const { dynamodb } = connect();
  const dice = diceOf(seed);
  const events: Event[] = [];
  const add = (at: number, happen: Event['happen']) => {
    const index = events.findIndex((event) => event.at > at);
    events.splice(index < 0 ? events.length : index, 0, { at, happen });
  };

  for (let sender = 0; sender < SENDERS; sender++) {
    let time = chat.now;
    for (let number = sender; number < messages; number += SENDERS) {
      time += dice() < 0.25 ? 0 : Math.floor(dice() * 2 * PAUSE);
      const isSlow = sender % 2 === 1 && dice() < 0.5;
      const id = ulid(time, dice) as MessageId;
      if (isSlow) add(time + Math.floor(dice() * SLOWEST), () => chat.landLate(dynamodb, id));
      else add(time, () => chat.send(sender % 4 === 0 ? 0 : 1));
    }
  }
  const end = (events.at(-1)?.at ?? chat.now) + 1;
  for (const each of followers) follow(each, chat.now);

  for (let event = events.shift(); event; event = events.shift()) {
    chat.moveClock(Math.max(0, event.at - chat.now));
    await event.happen();
  }

  /** Follows link after link until a reading has ended that began after everything had landed. */
  function follow(each: Follower, time: number, lastReading = Number.POSITIVE_INFINITY) {
    const at = time + (dawdling[Math.floor(dice() * dawdling.length)] ?? 0) + 1;
    add(at, async () => {
      await each.step();
      const last = at < end ? Number.POSITIVE_INFINITY : Math.min(lastReading, each.readings + 1);
      if (!(each.isAtEnd && each.readings >= last)) follow(each, at, last);
    });
  }
}
