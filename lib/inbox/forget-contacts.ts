import { mapAtOnce } from '../at-once.ts';
import { conversationOf } from '../messages/conversation.ts';
import type { Username } from '../users/username.ts';
import type { ContactsStore } from './contacts-store.ts';
import type { ReceiptsStore } from './receipts-store.ts';

/** How many contacts are forgotten at once. */
const AT_ONCE = 50;

type Dependencies = {
  readonly contacts: Pick<ContactsStore, 'of' | 'remove'>;
  readonly receipts: Pick<ReceiptsStore, 'remove'>;
};

export type ForgetContacts = ReturnType<typeof forgetContacts>;

/**
 * Removes a user's contacts and receipts: each receipt before the contact that tells of it, so that it can be repeated. Two
 * write units a contact. What other users keep of their conversations stays.
 */
export const forgetContacts =
  ({ contacts, receipts }: Dependencies) =>
  async (username: Username): Promise<void> => {
    for await (const portion of contacts.of(username)) {
      await mapAtOnce(portion, AT_ONCE, ({ contact }) => forget(contact));
    }

    async function forget(contact: Username): Promise<void> {
      await receipts.remove(conversationOf(username, contact), username);
      await contacts.remove(username, contact);
    }
  };
