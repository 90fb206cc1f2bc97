import { contactsStore } from '../../../lib/inbox/contacts-store.ts';
import { hourOf } from '../../../lib/inbox/hour.ts';
import type { Content } from '../../../lib/messages/content.ts';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import { lowestIdOf, placeOf } from '../../../lib/messages/message.ts';
import { notesStore } from '../../../lib/messages/notes-store.ts';
import type { IdempotencyKey } from '../../../lib/messages/send-key.ts';
import { type Sent, sendMessage } from '../../../lib/messages/send-message.ts';
import { messagesStore } from '../../../lib/messages/store.ts';
import type { Username } from '../../../lib/users/username.ts';
import { type Store, withItem } from '../store.ts';
import { BEGINNING, type Subject, type Surroundings, type View } from '../subject.ts';
import { admitted, callerOf } from './admitted.ts';

const [alice, bob] = ['alice', 'bob'] as Username[] as [Username, Username];
const SECOND = 1000;
const HOUR = 3600 * SECOND;

const send =
  (sender: Username, recipient: Username, idempotencyKey?: IdempotencyKey) =>
  ({ connect, clock }: Surroundings): Promise<Sent> =>
    sendMessage({
      admit: admitted(sender),
      users: { exists: async () => true },
      messages: messagesStore(connect(), clock),
      notes: notesStore(connect(), clock),
      contacts: contactsStore(connect()),
      clock,
    })({
      caller: callerOf(sender),
      sender,
      recipient,
      content: { type: 'text', text: 'hello' } as Content,
      idempotencyKey,
    });

const KEY = 'key' as IdempotencyKey;
const withKey = send(alice, bob, KEY);
const withoutKey = send(alice, bob);
const answering = send(bob, alice);
const toOneself = send(alice, alice, KEY);

/** The last message of each conversation, two hours ago, and what it left in the contacts of both. */
const place = placeOf(lowestIdOf(BEGINNING - 2 * HOUR));
const stored = [
  [alice, bob],
  [bob, alice],
  [alice, alice],
].reduce<Store>((store, [sender, recipient]) => {
  const [username, contact] = [sender as Username, recipient as Username];
  const message = { conversation: conversationOf(username, contact), sentAt: place, sender, recipient, content: {} };
  return withItem(withItem(store, 'Messages', message), 'Contacts', { username, contact, activeIn: hourOf(place) });
}, {});

type Size = Pick<Subject, 'pauses' | 'troubles'>;

/**
 * Sends across the edge of an hour, by processes whose clocks are a second slow and a second fast: to one of them the hour
 * has begun, and to the other not. Who stops for good at any place is there too, as one whose request is never answered.
 * Whatever was acknowledged is in both inboxes: the contacts of both tell of its hour, or of a later one.
 */
const sending = (runs: readonly (readonly [name: string, run: typeof withKey])[], size: Size): Subject => ({
  ...size,
  tries: runs.map(([name, run]) => ({ name, run })),
  stored,
  clocks: [-SECOND, SECOND],
  wrong({ items, tries }: View) {
    const contacts = items('Contacts');
    const answers = tries.flatMap(({ ending }) => (ending && 'value' in ending ? [ending.value as Sent] : []));
    const isTold = (me: Username, other: Username, hour: string) =>
      contacts.some(
        ({ username, contact, activeIn }) => username === me && contact === other && (activeIn as string) >= hour,
      );
    const missing = answers.find(({ message: { id, sender, recipient } }) => {
      const hour = hourOf(placeOf(id));
      return !isTold(sender, recipient, hour) || !isTold(recipient, sender, hour);
    });
    return missing && 'an acknowledged message is missing from an inbox';
  },
});

/** A send with a key, tried twice. */
export const triedAgain = (size: Size): Subject =>
  sending(
    [
      ['try 1', withKey],
      ['try 2', withKey],
    ],
    size,
  );

/** Two who write at once, neither with a key. */
export const writingAtOnce = (size: Size): Subject =>
  sending(
    [
      ['alice', withoutKey],
      ['bob', answering],
    ],
    size,
  );

/** A message to oneself, with a key, tried in the old hour and in the new one: one contact, and so fewer schedules. */
export const toOneselfAgain = (size: Size): Subject => ({
  ...sending([], size),
  tries: [
    { name: 'try 1', run: toOneself, clocks: [-SECOND] },
    { name: 'try 2', run: toOneself, clocks: [SECOND] },
  ],
});
