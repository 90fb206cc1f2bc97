import type { Message } from '../../lib/messages/message.ts';
import type { Chat } from './chat.ts';

/** Messages that arrive from several senders while something else goes on. */
type Arrivals = {
  /** How many have been acknowledged. */
  readonly count: () => number;
  /** Waits until so many have been acknowledged. */
  readonly reach: (count: number) => Promise<void>;
  readonly done: Promise<Message[]>;
};

/** Lets eight senders, each as fast as it can, send so many messages between them. */
export function startArrivals(chat: Chat, messages: number, senders = 8): Arrivals {
  const sent: Message[] = [];
  let begun = 0;
  let waiting: { count: number; resolve: () => void }[] = [];

  const sendAll = async (sender: 0 | 1) => {
    while (begun++ < messages) {
      chat.moveClock(1);
      sent.push(await chat.send(sender));
      for (const { resolve } of waiting.filter(({ count }) => count <= sent.length)) resolve();
      waiting = waiting.filter(({ count }) => count > sent.length);
    }
  };
  const sending = Promise.all(Array.from({ length: senders }, (_, index) => sendAll(index % 2 === 0 ? 0 : 1)));
  return {
    count: () => sent.length,
    reach: async (count) => {
      if (sent.length >= Math.min(count, messages)) return;
      await new Promise<void>((resolve) => waiting.push({ count: Math.min(count, messages), resolve }));
    },
    done: sending.then(() => sent),
  };
}
