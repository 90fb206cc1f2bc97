import type { Content } from '../../../lib/messages/content.ts';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import { lowestIdOf, placeOf } from '../../../lib/messages/message.ts';
import { notesStore } from '../../../lib/messages/notes-store.ts';
import { sendMessage } from '../../../lib/messages/send-message.ts';
import { messagesStore } from '../../../lib/messages/store.ts';
import { bookmarksStore } from '../../../lib/pages/bookmarks-store.ts';
import { fetchPage } from '../../../lib/pages/fetch-page.ts';
import type { Username } from '../../../lib/users/username.ts';
import { type Store, withItem } from '../store.ts';
import { BEGINNING, type Subject, type Surroundings, type Try, type View } from '../subject.ts';
import { admitted, callerOf } from './admitted.ts';

const [userA, userB] = ['alice', 'bob'] as Username[] as [Username, Username];
const conversation = conversationOf(userA, userB);
const users = { exists: async () => true };
export const MINUTE = 60_000;
const PAGE_SIZE = 60;

const send = async ({ connect, clock }: Surroundings) => {
  const { message } = await sendMessage({
    admit: admitted(userA),
    users,
    messages: messagesStore(connect(), clock),
    notes: notesStore(connect(), clock),
    contacts: { setActive: async () => {} },
    clock,
  })({
    caller: callerOf(userA),
    sender: userA,
    recipient: userB,
    content: { type: 'text', text: 'late' } as Content,
  });
  return message.id;
};

/** The ids of a numbered page, oldest first, and how many messages there are. */
async function read({ connect, clock }: Surroundings, page: number) {
  /** The time that a reading takes is the simulated one. */
  const startTiming = () => {
    const startedAt = clock();
    return () => clock() - startedAt;
  };
  const simulated = { startTiming };
  const { messages, total } = await fetchPage({
    admit: admitted(userA),
    users,
    messages: messagesStore(connect(), clock),
    bookmarks: bookmarksStore(connect(), '1'),
    clock,
    ...simulated,
  })({ caller: callerOf(userA), userA, userB, page, pageSize: PAGE_SIZE, order: 'oldest', total: true });
  return { ids: messages.map(({ id }) => id), total: total?.messages };
}

/** A conversation in which the next message is its hundredth, of a day ago. */
const stored = Array.from({ length: 99 }, (_, index) => index).reduce<Store>((store, index) => {
  const sentAt = placeOf(lowestIdOf(BEGINNING - 24 * 60 * MINUTE + index));
  return withItem(store, 'Messages', {
    conversation,
    sentAt,
    sender: userB,
    recipient: userA,
    content: { type: 'text', text: '-' },
  });
}, {});

const placesIn = ({ items }: View): string[] =>
  items('Messages')
    .filter((item) => item.sender !== undefined)
    .map(({ sentAt }) => sentAt as string)
    .sort();

type Size = {
  readonly readers: number;
  /** Whether somebody reads all pages once nothing else is left to happen. */
  readonly isReadInTheEnd: boolean;
} & Pick<Subject, 'clocks' | 'pauses' | 'troubles'>;

/**
 * Two messages, either of which may land late, become the hundredth and the next, while somebody counts: no bookmark is ever
 * wrong, and in the end the numbered pages hold every message once. An attempt lands within 5 minutes, as DynamoDB
 * refuses older ones.
 */
export const landingLate = ({ readers, isReadInTheEnd, ...size }: Size): Subject => {
  const count = (surroundings: Surroundings) => read(surroundings, 2);
  const areBothSending = ({ tries }: View) => tries[1]?.hasStarted === true;
  const inTheEnd = async (surroundings: Surroundings) => {
    const [first, second] = [await read(surroundings, 1), await read(surroundings, 2)];
    return { ids: [...first.ids, ...second.ids], total: second.total };
  };
  const lastReader: Try = {
    name: 'the last reader',
    run: inTheEnd,
    clocks: [0],
    mayStart: ({ isLastLeft }) => isLastLeft,
  };
  return {
    tries: [
      { name: 'one send', run: send },
      { name: 'another send', run: send },
      ...Array.from({ length: readers }, (_, index) => ({
        name: `reader ${index + 1}`,
        run: count,
        mayStart: areBothSending,
      })),
      ...(isReadInTheEnd ? [lastReader] : []),
    ],
    ...size,
    stored,
    refusedAfter: 5 * MINUTE,
    wrong(view) {
      const places = placesIn(view);
      for (const { ordinal, place, counted } of view.items('Bookmarks')) {
        if (place !== undefined && places[(ordinal as number) - 1] !== place)
          return `the bookmark of message ${ordinal} is wrong`;
        if (counted !== undefined && (counted as number) > places.length)
          return `${counted} are counted of ${places.length}`;
      }
      const { ending } = view.tries.find(({ name }) => name === lastReader.name) ?? {};
      if (ending && 'value' in ending) {
        const { ids, total } = ending.value as { ids: string[]; total: number };
        if (total !== places.length) return `in the end ${total} are counted of ${places.length}`;
        if (ids.some((id, index) => !places[index]?.endsWith(id)))
          return 'in the end a page holds another message than it should';
        if (ids.length !== places.length) return 'in the end a message is on no page';
      }
      return undefined;
    },
  };
};
