import type { Clock, startStopwatch } from '../../lib/clock.ts';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';
import { created, noContent } from '../../lib/http/answer.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { conversationsAnswer, pageAnswer } from '../../lib/http/links.ts';
import { FetchMessagesRequest } from '../../lib/http/requests/fetch-messages.ts';
import { ListConversationsRequest, PutReceiptRequest } from '../../lib/http/requests/inbox.ts';
import { SendMessageRequest } from '../../lib/http/requests/send-message.ts';
import { DeleteUserRequest } from '../../lib/http/requests/users.ts';
import { contactsStore } from '../../lib/inbox/contacts-store.ts';
import { forgetContacts } from '../../lib/inbox/forget-contacts.ts';
import { listConversations } from '../../lib/inbox/list-conversations.ts';
import { putReceipt } from '../../lib/inbox/put-receipt.ts';
import { receiptsStore } from '../../lib/inbox/receipts-store.ts';
import { notesStore } from '../../lib/messages/notes-store.ts';
import { sendMessage } from '../../lib/messages/send-message.ts';
import { messagesStore } from '../../lib/messages/store.ts';
import { bookmarksStore } from '../../lib/pages/bookmarks-store.ts';
import { fetchPage } from '../../lib/pages/fetch-page.ts';
import { admission } from '../../lib/sessions/admission.ts';
import { authenticate, sessionOf } from '../../lib/sessions/authenticate.ts';
import { endSessions } from '../../lib/sessions/end-sessions.ts';
import { sessionsStore } from '../../lib/sessions/store.ts';
import { deleteUser } from '../../lib/users/delete-user.ts';
import { usersStore } from '../../lib/users/store.ts';

/** What sends and fetches messages, lists conversations, marks them as read and deletes users, wired as `functions/` wires them, but with a clock of the test's own. */
export function handlersWith(
  dynamodb: Dynamodb,
  clock: Clock,
  generation = '1',
  startTiming: typeof startStopwatch = () => {
    const started = clock();
    return () => clock() - started;
  },
) {
  const sessions = sessionsStore(dynamodb);
  const contacts = contactsStore(dynamodb);
  const receipts = receiptsStore(dynamodb);
  const shared = {
    admit: admission({ authenticate: authenticate({ sessions, clock }) }),
    sessions,
    sessionOf: sessionOf({ sessions, clock }),
    endSessions: endSessions({ sessions }),
    forgetContacts: forgetContacts({ contacts, receipts }),
    contacts,
    receipts,
    users: usersStore(dynamodb),
    messages: messagesStore(dynamodb, clock),
    bookmarks: bookmarksStore(dynamodb, generation),
    clock,
    startTiming,
  };
  const send = sendMessage({ ...shared, notes: notesStore(dynamodb, clock) });
  const fetch = fetchPage(shared);
  const list = listConversations(shared);
  const markRead = putReceipt(shared);
  const remove = deleteUser(shared);

  return {
    send: endpoint(SendMessageRequest, async ({ caller, body }) => created((await send({ caller, ...body })).message)),
    fetch: endpoint(FetchMessagesRequest, async ({ caller, query }) =>
      pageAnswer(query, await fetch({ caller, ...query })),
    ),
    list: endpoint(ListConversationsRequest, async ({ caller, query }) =>
      conversationsAnswer(query, await list({ caller, ...query })),
    ),
    markRead: endpoint(PutReceiptRequest, async ({ caller, body }) => {
      await markRead({ caller, ...body });
      return noContent();
    }),
    remove: endpoint(DeleteUserRequest, async ({ caller }) => {
      await remove({ caller });
      return noContent();
    }),
  };
}
