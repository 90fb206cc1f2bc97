import { type Clock, isoTime } from '../clock.ts';
import type { ContactsStore } from '../inbox/contacts-store.ts';
import { tellContacts } from '../inbox/tell-contacts.ts';
import type { Admit } from '../sessions/admission.ts';
import type { Caller } from '../sessions/token.ts';
import type { UsersStore } from '../users/store.ts';
import type { Username } from '../users/username.ts';
import type { Content } from './content.ts';
import { conversationOf } from './conversation.ts';
import { NotTheSender, TooLate, UnknownRecipient } from './errors.ts';
import { idAt, type Message, newMessageId, type Place, placeOf, timeOf } from './message.ts';
import type { NotesStore } from './notes-store.ts';
import { digestOfSend, type IdempotencyKey, sendKeyOf } from './send-key.ts';
import { sendOnce } from './send-once.ts';
import type { MessagesStore } from './store.ts';

type Dependencies = {
  readonly admit: Admit;
  readonly users: Pick<UsersStore, 'exists'>;
  readonly messages: Pick<MessagesStore, 'newestOf' | 'find' | 'put' | 'fence'>;
  readonly notes: NotesStore;
  readonly contacts: Pick<ContactsStore, 'setActive'>;
  readonly clock: Clock;
};

type SendMessage = {
  readonly caller: Caller;
  readonly sender: Username;
  readonly recipient: Username;
  readonly content: Content;
  readonly idempotencyKey?: IdempotencyKey | undefined;
};

/** A message, and whether an earlier request with the same idempotency key had made it. */
export type Sent = { readonly message: Message; readonly replayed: boolean };

/**
 * Stores a message as the newest of its conversation. Two round trips: everything it must know is read side by side,
 * then the message is put. With an idempotency key there is a third between them, for the note of the send; and so there is
 * for the contacts of both, which must know of the hour of each message before it is there, unless the newest message lies in
 * that hour: whoever put the first one of an hour has told them.
 *
 * It is stored at least a millisecond after the newest message, whatever this clock says, so it sorts after
 * everything that its sender can have seen.
 *
 * @throws Unauthenticated, NotTheSender, UnknownRecipient, IdempotencyKeyReused, SendInDoubt, TooLate
 */
export const sendMessage =
  ({ admit, users, messages, notes, contacts, clock }: Dependencies) =>
  async ({ caller, sender, recipient, content, idempotencyKey }: SendMessage): Promise<Sent> => {
    const conversation = conversationOf(sender, recipient);
    const sendKey = idempotencyKey && sendKeyOf(sender, idempotencyKey);

    const { beside } = admit(caller, (username) => (username === sender ? undefined : new NotTheSender(sender)));
    const recipientExists = beside(() => users.exists(recipient));
    recipientExists.catch(() => {}); // asked about only where something is to be stored
    const [newest, note] = await beside(() =>
      Promise.all([messages.newestOf(conversation), sendKey && notes.find(sendKey)]),
    );
    const tell = tellContacts({ contacts }, { sender, recipient, newest });

    if (sendKey) {
      return sendOnce({ notes, clock })({
        sendKey,
        digest: digestOfSend(recipient, content),
        note: note || undefined,
        mayBeStored,
        newPlace,
        prepare: tell,
        find: (place) => messages.find(conversation, place),
        put,
        fence: (place) => messages.fence(conversation, place),
      });
    }
    await mayBeStored();
    const message = await put(newPlace());
    if (!message) throw new TooLate();
    return { message, replayed: false };

    async function mayBeStored(): Promise<void> {
      if (!(await recipientExists)) throw new UnknownRecipient(recipient);
    }

    function newPlace(): Place {
      return placeOf(newMessageId(Math.max(clock(), newest ? timeOf(idAt(newest)) + 1 : 0)));
    }

    async function put(place: Place): Promise<Message | undefined> {
      await tell(place);
      const id = idAt(place);
      const message = { id, sender, recipient, sentAt: isoTime(timeOf(id)), content };
      return (await messages.put(conversation, message)) ? message : undefined;
    }
  };
