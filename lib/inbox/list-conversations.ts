import { mapAtOnce } from '../at-once.ts';
import { type Clock, startStopwatch } from '../clock.ts';
import { type Conversation, conversationOf } from '../messages/conversation.ts';
import { idAt, lowestIdOf, type Message, type MessageId, type Place, placeOf } from '../messages/message.ts';
import type { MessagesStore } from '../messages/store.ts';
import { SETTLED_AFTER } from '../pages/reader.ts';
import type { Admit } from '../sessions/admission.ts';
import type { Caller } from '../sessions/token.ts';
import type { Username } from '../users/username.ts';
import type { Contact, ContactsStore } from './contacts-store.ts';
import type { ConversationList, ListCursor, ListedConversation } from './conversation-list.ts';
import { type Hour, hourBefore } from './hour.ts';
import type { ReceiptsStore } from './receipts-store.ts';

/** How many messages behind a receipt are looked at to count the unread ones. */
export const UNREAD_LOOKED_AT = 100;

/** How many conversations are looked into in one round trip: no more than there are connections to the store. */
const IN_ONE_ROUND_TRIP = 250;

/** How many are looked into at once where there are more than that: a slow store would let the last of 250 wait too long. */
const AT_ONCE = 100;

type Dependencies = {
  readonly admit: Admit;
  readonly contacts: Pick<ContactsStore, 'of'>;
  readonly messages: Pick<MessagesStore, 'newestMessageOf' | 'nextBehind'>;
  readonly receipts: Pick<ReceiptsStore, 'of'>;
  /** The store's time, which is right after the first answer of a request. */
  readonly clock: Clock;
  /** Starts to take the time that a request takes. */
  readonly startTiming?: typeof startStopwatch;
};

type ListConversations = {
  readonly caller: Caller;
  readonly pageSize: number;
  /** Only what got a message after that place. */
  readonly since?: MessageId | undefined;
  readonly cursor?: ListCursor | undefined;
  /** Where the reading's first page said to poll from. */
  readonly poll?: MessageId | undefined;
};

/** A contact with whom there is a message. */
type Active = Contact & { readonly conversation: Conversation; readonly newest: Message };

/**
 * A page of the caller's conversations. Three round trips: the contacts, beside the session; the newest message of those who
 * were active in the hours that fill the page; their receipts. A fourth counts what is unread. A poll that finds nothing
 * makes two.
 *
 * Contacts only say where to look: an hour that is too late puts a conversation too high, and none is ever too early. What is
 * shown comes from the messages. Where those hours have more than 250 conversations, each hundred is a round trip.
 *
 * @throws Unauthenticated
 */
export const listConversations =
  ({ admit, contacts, messages, receipts, clock, startTiming = startStopwatch }: Dependencies) =>
  async ({ caller, pageSize, since, cursor, poll }: ListConversations): Promise<ConversationList> => {
    const passed = startTiming();
    const me = caller.username;
    const { beside } = admit(caller, () => undefined);
    const reading = contacts.of(me);
    const known: Contact[] = [];
    // Only the first portion may be read beside the session.
    for (let portion = await beside(() => reading.next()); !portion.done; portion = await reading.next()) {
      known.push(...portion.value);
    }
    const unsettledFrom = lowestIdOf(Math.floor(clock() - passed()) - SETTLED_AFTER);

    const queue = byHour(known.filter(isWanted));
    const found: Active[] = [];
    while (found.length < pageSize && queue.length > 0) {
      found.push(...(await active(nextHours(queue, since ? IN_ONE_ROUND_TRIP : pageSize - found.length))));
    }

    const shown = found.slice(0, pageSize);
    const [conversations, isMore] = await Promise.all([
      Promise.all(shown.map(listed)),
      found.length > pageSize || isAnyActive(queue.flat()),
    ]);
    const last = shown.at(-1);
    const pollFrom = poll ?? (since && since > unsettledFrom ? since : unsettledFrom);
    return last && isMore
      ? { conversations, next: { since, cursor: cursorAt(last), poll: pollFrom }, poll: null }
      : { conversations, next: null, poll: { since: pollFrom } };

    /** Whether a contact may belong here. An hour's slack covers two regions that overwrite each other's hour. */
    function isWanted({ activeIn }: Contact): boolean {
      return (!cursor || activeIn <= cursor.hour) && (!since || activeIn >= hourBefore(placeOf(since)));
    }

    /** Those of some contacts that belong here, in order. */
    async function active(candidates: readonly Contact[]): Promise<Active[]> {
      const most = candidates.length > IN_ONE_ROUND_TRIP ? AT_ONCE : IN_ONE_ROUND_TRIP;
      const looked = await mapAtOnce(candidates, most, lookAt);
      return looked.filter((one) => one !== undefined).sort(latestFirst);
    }

    async function lookAt(candidate: Contact): Promise<Active | undefined> {
      const conversation = conversationOf(me, candidate.contact);
      const newest = await messages.newestMessageOf(conversation);
      if (!newest || (since && newest.id <= since)) return undefined;
      const isPassed = cursor && candidate.activeIn === cursor.hour && newest.id >= cursor.id;
      return isPassed ? undefined : { ...candidate, conversation, newest };
    }

    /** Looks at one, then at many at once, until there is one: most often that is the first. */
    async function isAnyActive([first, ...others]: readonly Contact[]): Promise<boolean> {
      if (!first) return false;
      if (await lookAt(first)) return true;
      for (let from = 0; from < others.length; from += AT_ONCE) {
        if ((await active(others.slice(from, from + AT_ONCE))).length > 0) return true;
      }
      return false;
    }

    async function listed({ contact, conversation, newest }: Active): Promise<ListedConversation> {
      const read = await receipts.of(conversation);
      const readUpTo = read.get(me);
      const isRead = contact === me || (readUpTo !== undefined && readUpTo >= placeOf(newest.id));
      return {
        contact,
        newest,
        unread: isRead ? 0 : await unreadBehind(conversation, contact, readUpTo),
        readUpTo: idOrNull(readUpTo),
        readByContact: idOrNull(read.get(contact)),
      };
    }

    async function unreadBehind(conversation: Conversation, contact: Username, readUpTo: Place | undefined) {
      const { senders, isCut } = await messages.nextBehind(conversation, readUpTo, UNREAD_LOOKED_AT);
      return isCut ? UNREAD_LOOKED_AT : senders.filter((sender) => sender === contact).length;
    }
  };

/** Contacts by the hour of their last activity, the latest hour first. */
const byHour = (contacts: readonly Contact[]): Contact[][] =>
  [...Map.groupBy<Hour, Contact>(contacts, ({ activeIn }) => activeIn)]
    .sort(([one], [other]) => (one < other ? 1 : -1))
    .map(([, ofHour]) => ofHour);

/** Takes from the front of a queue as many whole hours as hold that many contacts. */
function nextHours(queue: Contact[][], count: number): Contact[] {
  const taken: Contact[] = [];
  while (taken.length < count && queue.length > 0) taken.push(...(queue.shift() ?? []));
  return taken;
}

const latestFirst = (one: Active, other: Active): number => (keyOf(one) < keyOf(other) ? 1 : -1);
const keyOf = ({ activeIn, newest }: Active): string => `${activeIn}#${newest.id}`;

const cursorAt = ({ activeIn, newest }: Active): ListCursor => ({ hour: activeIn, id: newest.id });

const idOrNull = (place: Place | undefined): MessageId | null => (place ? idAt(place) : null);
