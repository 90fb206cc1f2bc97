import type { Clock } from '../clock.ts';
import type { Conversation } from '../messages/conversation.ts';
import { idAt, lowestIdOf, type Message, type Place, placeOf, timeOf } from '../messages/message.ts';
import type { MessagesStore, Stretch } from '../messages/store.ts';
import type { Admission } from '../sessions/admission.ts';
import type { Bookmark, BookmarksStore } from './bookmarks-store.ts';

/** After how many milliseconds a message is settled: it has landed by then, or never will. */
export const SETTLED_AFTER = 30_000;

type Dependencies = {
  readonly messages: Pick<MessagesStore, 'read' | 'places'>;
  readonly bookmarks: BookmarksStore;
  readonly clock: Clock;
  /** Rejects if the caller may not read here. Only the first read may be made before that is known. */
  readonly admission: Admission;
};

/** A stretch of the conversation, priced by the reader unless it says how it must be read. */
type Wanted = Omit<Stretch, 'consistent'> & { readonly consistent?: boolean };

export type ConversationReader = ReturnType<typeof conversationReader>;

/** Reads one conversation for one caller, at half the price where the past is settled. */
export function conversationReader(
  { messages, bookmarks, clock, admission }: Dependencies,
  conversation: Conversation,
) {
  const { granted, beside } = admission;
  const startedAt = clock();

  const priced = (stretch: Wanted): Stretch => ({ consistent: !goesBackFromSettled(stretch), ...stretch });

  const goesBackFromSettled = ({ towards, from }: Wanted) =>
    towards === 'older' && from !== undefined && timeOf(idAt(from)) < clock() - SETTLED_AFTER;

  async function* whenAdmitted<T>(portions: AsyncGenerator<T>): AsyncGenerator<T> {
    for (;;) {
      const { value, done } = await beside(() => portions.next());
      if (done) return;
      yield value;
    }
  }

  return {
    admitted: granted,
    /** When this reading began. */
    startedAt,

    /** The first place of the last so many milliseconds, as this reading began. */
    placeBack: (milliseconds: number): Place => placeOf(lowestIdOf(startedAt - milliseconds)),

    /** The messages of a stretch, nearest first. */
    async take(stretch: Wanted): Promise<Message[]> {
      const taken: Message[] = [];
      for await (const portion of whenAdmitted(messages.read(conversation, priced(stretch)))) taken.push(...portion);
      return taken;
    },

    /** The places of a stretch's messages, nearest first, in the portions that DynamoDB reads. */
    places: (stretch: Wanted): AsyncGenerator<Place[]> => whenAdmitted(messages.places(conversation, priced(stretch))),

    /** The highest bookmarks up to an ordinal, highest first. */
    bookmarksUpTo: (ordinal: number, limit: number): Promise<Bookmark[]> =>
      beside(() => bookmarks.upTo(conversation, ordinal, limit)),

    /** Sets bookmarks. One that cannot be set costs the next reader a longer walk, and this one nothing. */
    async setBookmarks(marks: readonly Bookmark[]): Promise<void> {
      await granted;
      await Promise.allSettled(marks.map((mark) => bookmarks.set(conversation, mark)));
    },
  };
}
