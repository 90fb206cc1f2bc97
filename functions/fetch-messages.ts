import { bookmarksGeneration, dynamodb, home } from '../lib/dynamodb/connection.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { pageAnswer } from '../lib/http/links.ts';
import { rehearse } from '../lib/http/rehearse.ts';
import { FetchMessagesRequest } from '../lib/http/requests/fetch-messages.ts';
import { messagesStore } from '../lib/messages/store.ts';
import { bookmarksStore } from '../lib/pages/bookmarks-store.ts';
import { fetchPage } from '../lib/pages/fetch-page.ts';
import { admission } from '../lib/sessions/admission.ts';
import { authenticate } from '../lib/sessions/authenticate.ts';
import { sessionsStore } from '../lib/sessions/store.ts';
import { usersStore } from '../lib/users/store.ts';

const { clock } = dynamodb;
const fetch = fetchPage({
  admit: admission({ authenticate: authenticate({ sessions: sessionsStore(dynamodb, home), clock }) }),
  users: usersStore(dynamodb, home),
  messages: messagesStore(dynamodb, clock),
  bookmarks: bookmarksStore(dynamodb, bookmarksGeneration),
  clock,
});

/** GET /messages: a page of the conversation of two users. */
export const handler = endpoint(FetchMessagesRequest, async ({ caller, query }) =>
  pageAnswer(query, await fetch({ caller, ...query })),
);

await rehearse(handler, { route: 'GET /messages', query: 'userA=nobody&userB=nobody' });
