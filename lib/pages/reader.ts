import type { Clock } from '../clock.ts';
import type { Conversation } from '../messages/conversation.ts';
import { idAt, type Message, type Place, timeOf } from '../messages/message.ts';
import type { MessagesStore, Stretch } from '../messages/store.ts';
import { onceAdmitted } from '../sessions/authenticate.ts';

/** After how many milliseconds a message is settled: it has landed by then, or never will. */
const SETTLED_AFTER = 30_000;

type Dependencies = {
  readonly messages: Pick<MessagesStore, 'read' | 'places'>;
  readonly clock: Clock;
  /** Rejects if the caller may not read here. Only the first read is made before that is known. */
  readonly admitted: Promise<unknown>;
};

export type ConversationReader = ReturnType<typeof conversationReader>;

/** Reads one conversation for one caller, at half the price where the past is settled. */
export function conversationReader({ messages, clock, admitted }: Dependencies, conversation: Conversation) {
  type Wanted = Omit<Stretch, 'consistent'>;

  const priced = (stretch: Wanted): Stretch => ({ ...stretch, consistent: !goesBackFromSettled(stretch) });

  const goesBackFromSettled = ({ towards, from }: Wanted) =>
    towards === 'older' && from !== undefined && timeOf(idAt(from)) < clock() - SETTLED_AFTER;

  async function* whenAdmitted<T>(portions: AsyncGenerator<T>): AsyncGenerator<T> {
    for (;;) {
      const { value, done } = await onceAdmitted(admitted, portions.next());
      if (done) return;
      yield value;
    }
  }

  return {
    /** The messages of a stretch, nearest first. */
    async take(stretch: Wanted): Promise<Message[]> {
      const taken: Message[] = [];
      for await (const portion of whenAdmitted(messages.read(conversation, priced(stretch)))) taken.push(...portion);
      return taken;
    },

    /** How many messages a stretch holds, and the place of the last. */
    async walk(stretch: Wanted): Promise<{ readonly count: number; readonly last: Place | undefined }> {
      let count = 0;
      let last: Place | undefined;
      for await (const portion of whenAdmitted(messages.places(conversation, priced(stretch)))) {
        count += portion.length;
        last = portion.at(-1) ?? last;
      }
      return { count, last };
    },
  };
}
