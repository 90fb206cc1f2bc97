import { type Clock, startStopwatch } from '../clock.ts';
import type { Conversation } from '../messages/conversation.ts';
import { idAt, lowestIdOf, type Message, type Place, placeOf, timeOf } from '../messages/message.ts';
import type { MessagesStore, Stretch } from '../messages/store.ts';
import type { Admission } from '../sessions/admission.ts';
import type { Bookmark, BookmarksStore, LastBookmark } from './bookmarks-store.ts';

/** After how many milliseconds a message is settled: it has landed by then, or never will. */
export const SETTLED_AFTER = 30_000;

export type ReaderDependencies = {
  readonly messages: Pick<MessagesStore, 'read' | 'places'>;
  readonly bookmarks: BookmarksStore;
  /** The store's time, which is right after the first answer of a request. */
  readonly clock: Clock;
  /** Starts to take the time that a request takes. */
  readonly startTiming?: typeof startStopwatch;
};

/** A stretch of the conversation, priced by the reader unless it says how it must be read. */
type Wanted = Omit<Stretch, 'consistent'> & { readonly consistent?: boolean };

export type Direction = Stretch['towards'];

type Portions<T> = (conversation: Conversation, stretch: Stretch) => AsyncGenerator<T[]>;

export type ConversationReader = ReturnType<typeof conversationReader>;

/**
 * Reads one conversation for one caller, at half the price where the past is settled. Its first read is made beside that
 * of the session. Whoever reads makes no other before that one's result is there, and so none before the caller is
 * admitted.
 */
export function conversationReader(
  { messages, bookmarks, clock, startTiming = startStopwatch }: ReaderDependencies,
  { granted, beside }: Admission,
  conversation: Conversation,
) {
  const passed = startTiming();
  const writes: Promise<void>[] = [];
  let beganAt: number | undefined;

  /** When this reading began, at the latest; to be asked for after the first answer only, when the clock is right. */
  const began = () => {
    beganAt ??= Math.floor(clock() - passed());
    return beganAt;
  };

  const goesBackFromSettled = ({ towards, from }: Wanted) =>
    towards === 'older' && from !== undefined && timeOf(idAt(from)) < clock() - SETTLED_AFTER;

  async function* portions<T>(read: Portions<T>, stretch: Wanted): AsyncGenerator<T[]> {
    const isCheap = stretch.consistent === undefined && goesBackFromSettled(stretch);
    const reading = read(conversation, { ...stretch, consistent: stretch.consistent ?? !isCheap });
    let portion = await beside(() => reading.next());
    // What the clock said before the first answer may turn out to be wrong.
    if (isCheap && !goesBackFromSettled(stretch)) return yield* portions(read, { ...stretch, consistent: true });
    for (; !portion.done; portion = await beside(() => reading.next())) yield portion.value;
  }

  /** Bookmarks that cannot be read count as missing. */
  const orNone = <T>(read: () => Promise<T>, none: T): Promise<T> => beside(() => read().catch(() => none));

  /** What cannot be written costs the next reader a longer walk, and this one nothing. */
  const bestEffort = (write: Promise<void>) => writes.push(write.catch(() => {}));

  return {
    granted,

    /** The first place of the last so many milliseconds, as this reading began. */
    placeBack: (milliseconds: number): Place => placeOf(lowestIdOf(began() - milliseconds)),

    /** The messages of a stretch, nearest first. */
    async take(stretch: Wanted): Promise<Message[]> {
      const taken: Message[] = [];
      for await (const portion of portions(messages.read, stretch)) taken.push(...portion);
      return taken;
    },

    /** The places of a stretch's messages, nearest first, in the portions that DynamoDB reads. */
    places: (stretch: Wanted): AsyncGenerator<Place[]> => portions(messages.places, stretch),

    /** The highest bookmark, and how many messages there are at least. */
    lastBookmark: (): Promise<LastBookmark> =>
      orNone(() => bookmarks.last(conversation), { last: undefined, counted: 0 }),

    /** The highest bookmark up to an ordinal. */
    bookmarkUpTo: (ordinal: number) => orNone(() => bookmarks.upTo(conversation, ordinal), undefined),

    /** The lowest bookmark from an ordinal on. */
    bookmarkFrom: (ordinal: number) => orNone(() => bookmarks.from(conversation, ordinal), undefined),

    /** The highest bookmark up to a place. */
    bookmarkBefore: (place: Place) => orNone(() => bookmarks.before(conversation, place), undefined),

    /** Sets bookmarks, beside whatever is read next. */
    setBookmarks(marks: readonly Bookmark[]): void {
      for (const mark of marks) bestEffort(bookmarks.set(conversation, mark));
    },

    /** Keeps how many messages there are at least. */
    keepCount(count: number): void {
      bestEffort(bookmarks.keepCount(conversation, count));
    },

    /** Waits for what was written on the way: a function may be frozen once it has answered. */
    async finish(): Promise<void> {
      await Promise.all(writes);
    },
  };
}
