import type { Clock } from '../clock.ts';
import { isoTime } from '../clock.ts';
import { type Authenticate, onceAdmitted } from '../sessions/authenticate.ts';
import type { TokenDigest } from '../sessions/token.ts';
import type { UsersStore } from '../users/store.ts';
import type { Username } from '../users/username.ts';
import type { Content } from './content.ts';
import { conversationOf } from './conversation.ts';
import { NotTheSender, UnknownRecipient } from './errors.ts';
import { idAt, type Message, newMessageId, timeOf } from './message.ts';
import type { MessagesStore } from './store.ts';

type Dependencies = {
  readonly authenticate: Authenticate;
  readonly users: Pick<UsersStore, 'exists'>;
  readonly messages: Pick<MessagesStore, 'newestOf' | 'put'>;
  readonly clock: Clock;
};

type SendMessage = {
  readonly caller: TokenDigest;
  readonly sender: Username;
  readonly recipient: Username;
  readonly content: Content;
};

/**
 * Stores a message as the newest of its conversation. Two round trips: everything it must know is read side by side,
 * then the message is put.
 *
 * It is stored at least a millisecond after the newest message, whatever this clock says, so it sorts after
 * everything that its sender can have seen.
 *
 * @throws Unauthenticated, NotTheSender, UnknownRecipient
 */
export const sendMessage =
  ({ authenticate, users, messages, clock }: Dependencies) =>
  async ({ caller, sender, recipient, content }: SendMessage): Promise<Message> => {
    const conversation = conversationOf(sender, recipient);

    const admitted = authenticate(caller).then((username) => {
      if (username !== sender) throw new NotTheSender(sender);
    });
    const [recipientExists, newest] = await onceAdmitted(
      admitted,
      Promise.all([users.exists(recipient), messages.newestOf(conversation)]),
    );
    if (!recipientExists) throw new UnknownRecipient(recipient);

    const time = Math.max(clock(), newest ? timeOf(idAt(newest)) + 1 : 0);
    const message = { id: newMessageId(time), sender, recipient, sentAt: isoTime(time), content };
    await messages.put(conversation, message);
    return message;
  };
