import type { Content } from '../../../lib/messages/content.ts';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import { newMessageId, placeOf } from '../../../lib/messages/message.ts';
import { notesStore } from '../../../lib/messages/notes-store.ts';
import type { IdempotencyKey } from '../../../lib/messages/send-key.ts';
import { type Sent, sendMessage } from '../../../lib/messages/send-message.ts';
import { messagesStore } from '../../../lib/messages/store.ts';
import type { Username } from '../../../lib/users/username.ts';
import { withItem } from '../store.ts';
import { BEGINNING, type Subject, type Surroundings, type View } from '../subject.ts';
import { admitted, callerOf } from './admitted.ts';

const [sender, recipient] = ['alice', 'bob'] as Username[] as [Username, Username];
const conversation = conversationOf(sender, recipient);
const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** One send with an idempotency key, tried by a process of its own. */
const send = ({ connect, clock }: Surroundings): Promise<Sent> =>
  sendMessage({
    admit: admitted(sender),
    users: { exists: async () => true },
    messages: messagesStore(connect(), clock),
    notes: notesStore(connect(), clock),
    contacts: { setActive: async () => {} },
    clock,
  })({
    caller: callerOf(sender),
    sender,
    recipient,
    content: { type: 'text', text: 'hello' } as Content,
    idempotencyKey: 'key' as IdempotencyKey,
  });

/** What the sender has seen before the first try, stored by a process whose clock is fast. */
const seen = {
  conversation,
  sentAt: placeOf(`${newMessageId(BEGINNING + HOUR).slice(0, 10)}${'0'.repeat(16)}` as ReturnType<typeof newMessageId>),
  sender: recipient,
  recipient: sender,
  content: { type: 'text', text: 'seen' },
};

type Size = { readonly tries: number; readonly troubles: number };

/** One send, tried again with its key: one message, named by every answer, behind what its sender had seen. */
const sending = (options: Size & Pick<Subject, 'clocks' | 'pauses'>): Subject => ({
  ...options,
  tries: Array.from({ length: options.tries }, (_, index) => ({ name: `try ${index + 1}`, run: send })),
  stored: withItem({}, 'Messages', seen),
  wrong({ items, tries }: View) {
    const messages = items('Messages').filter(({ sentAt, sender: by }) => by !== undefined && sentAt !== seen.sentAt);
    if (messages.length > 1) return `one key made ${messages.length} messages`;
    const [message] = messages;
    if (message && (message.sentAt as string) < seen.sentAt)
      return 'the message sorts before one that its sender had seen';
    const answers = tries.flatMap(({ ending }) => (ending && 'value' in ending ? [ending.value as Sent] : []));
    if (answers.some(({ message: { id } }) => !message || !(message.sentAt as string).endsWith(id))) {
      return 'an answer names a message that is not stored';
    }
    if (answers.filter(({ replayed }) => !replayed).length > 1) return 'two answers say that theirs was the first';
    const isAlone = tries.filter(({ hasStarted }) => hasStarted).length === 1;
    if (isAlone && answers.some(({ replayed }) => replayed))
      return 'the first try is told that there was an earlier one';
    return undefined;
  },
});

/** Processes whose clocks are hours apart: to one of them every note of the other is young, and to the other old. */
export const byWrongClocks = (size: Size): Subject => sending({ ...size, clocks: [-3 * HOUR, 3 * HOUR], pauses: [] });

/** Processes whose clocks are right, and time in which a note grows old, and a message too old to be put. */
export const asTimePasses = (size: Size): Subject =>
  sending({ ...size, clocks: [0], pauses: [16 * SECOND, 16 * SECOND] });

/**
 * The first try by a process whose clock is a second slow, another one shortly before the key's day is over by one
 * whose clock is a second fast: as far apart as two processes are that take the store's time.
 */
export const theEndOfADay = (size: Size): Subject =>
  sending({ ...size, clocks: [-SECOND, SECOND], pauses: [24 * HOUR - SECOND] });
