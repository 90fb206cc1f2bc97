import { conversationOf } from '../messages/conversation.ts';
import { type MessageId, placeOf } from '../messages/message.ts';
import type { MessagesStore } from '../messages/store.ts';
import type { Admit } from '../sessions/admission.ts';
import type { Caller } from '../sessions/token.ts';
import { UnknownUser } from '../users/errors.ts';
import type { Username } from '../users/username.ts';
import type { ReceiptsStore } from './receipts-store.ts';

type Dependencies = {
  readonly admit: Admit;
  readonly messages: Pick<MessagesStore, 'newestOf'>;
  readonly receipts: Pick<ReceiptsStore, 'moveForward'>;
};

type PutReceipt = { readonly caller: Caller; readonly contact: Username; readonly readUpTo: MessageId };

/**
 * Moves the caller's receipt forward to a message, at most to the newest there is: what comes later is unread. Two round
 * trips.
 *
 * @throws Unauthenticated
 * @throws UnknownUser where the conversation has no message
 */
export const putReceipt =
  ({ admit, messages, receipts }: Dependencies) =>
  async ({ caller, contact, readUpTo }: PutReceipt): Promise<void> => {
    const conversation = conversationOf(caller.username, contact);
    const newest = await admit(caller, () => undefined).beside(() => messages.newestOf(conversation));
    // Not that there is no such user: there may be one, and nobody has looked.
    if (!newest)
      throw new UnknownUser(contact, `There is no message between you and "${contact}". Check the spelling.`);

    const place = placeOf(readUpTo);
    const isBeyond = place > newest;
    await receipts.moveForward(conversation, caller.username, isBeyond ? newest : place);
  };
