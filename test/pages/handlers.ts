import type { Clock, startStopwatch } from '../../lib/clock.ts';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';
import { created } from '../../lib/http/answer.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { pageAnswer } from '../../lib/http/links.ts';
import { FetchMessagesRequest } from '../../lib/http/requests/fetch-messages.ts';
import { SendMessageRequest } from '../../lib/http/requests/send-message.ts';
import { contactsStore } from '../../lib/inbox/contacts-store.ts';
import { notesStore } from '../../lib/messages/notes-store.ts';
import { sendMessage } from '../../lib/messages/send-message.ts';
import { messagesStore } from '../../lib/messages/store.ts';
import { bookmarksStore } from '../../lib/pages/bookmarks-store.ts';
import { fetchPage } from '../../lib/pages/fetch-page.ts';
import { admission } from '../../lib/sessions/admission.ts';
import { authenticate } from '../../lib/sessions/authenticate.ts';
import { sessionsStore } from '../../lib/sessions/store.ts';
import { usersStore } from '../../lib/users/store.ts';

/** The functions that send and fetch messages, wired as `functions/` wires them, but with a clock of the test's own. */
export function handlersWith(
  dynamodb: Dynamodb,
  clock: Clock,
  generation?: string,
  startTiming: typeof startStopwatch = () => {
    const started = clock();
    return () => clock() - started;
  },
) {
  const shared = {
    admit: admission({ authenticate: authenticate({ sessions: sessionsStore(dynamodb), clock }) }),
    users: usersStore(dynamodb),
    messages: messagesStore(dynamodb, clock),
    bookmarks: bookmarksStore(dynamodb, generation),
    clock,
    startTiming,
  };
  const send = sendMessage({ ...shared, notes: notesStore(dynamodb, clock), contacts: contactsStore(dynamodb) });
  const fetch = fetchPage(shared);

  return {
    send: endpoint(SendMessageRequest, async ({ caller, body }) => created((await send({ caller, ...body })).message)),
    fetch: endpoint(FetchMessagesRequest, async ({ caller, query }) =>
      pageAnswer(query, await fetch({ caller, ...query })),
    ),
  };
}
