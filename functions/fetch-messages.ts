import { bookmarksGeneration, dynamodb, home } from '../lib/dynamodb/connection.ts';
import { noContent } from '../lib/http/answer.ts';
import { compressing } from '../lib/http/compress.ts';
import { byRoute, endpoint } from '../lib/http/endpoint.ts';
import { conversationsAnswer, pageAnswer } from '../lib/http/links.ts';
import { NOBODY, rehearse } from '../lib/http/rehearse.ts';
import { FetchMessagesRequest } from '../lib/http/requests/fetch-messages.ts';
import { ListConversationsRequest, PutReceiptRequest } from '../lib/http/requests/inbox.ts';
import { contactsStore } from '../lib/inbox/contacts-store.ts';
import { listConversations } from '../lib/inbox/list-conversations.ts';
import { putReceipt } from '../lib/inbox/put-receipt.ts';
import { receiptsStore } from '../lib/inbox/receipts-store.ts';
import { conversationOf } from '../lib/messages/conversation.ts';
import { messagesStore } from '../lib/messages/store.ts';
import { bookmarksStore } from '../lib/pages/bookmarks-store.ts';
import { fetchPage } from '../lib/pages/fetch-page.ts';
import { admission } from '../lib/sessions/admission.ts';
import { authenticate } from '../lib/sessions/authenticate.ts';
import { sessionsStore } from '../lib/sessions/store.ts';
import { usersStore } from '../lib/users/store.ts';

const { clock } = dynamodb;
const admit = admission({ authenticate: authenticate({ sessions: sessionsStore(dynamodb, home), clock }) });
const users = usersStore(dynamodb, home);
const messages = messagesStore(dynamodb, clock);
const bookmarks = bookmarksStore(dynamodb, bookmarksGeneration);
const contacts = contactsStore(dynamodb);
const receipts = receiptsStore(dynamodb);

const fetch = fetchPage({ admit, users, messages, bookmarks, clock });
const list = listConversations({ admit, contacts, messages, receipts, clock });
const markRead = putReceipt({ admit, messages, receipts });

/** GET /messages: a page of a conversation. GET /conversations: a page of the inbox. PUT /receipts: marks as read. */
export const handler = compressing(
  byRoute({
    'GET /messages': endpoint(FetchMessagesRequest, async ({ caller, query }) =>
      pageAnswer(query, await fetch({ caller, ...query })),
    ),
    'GET /conversations': endpoint(ListConversationsRequest, async ({ caller, query }) =>
      conversationsAnswer(query, await list({ caller, ...query })),
    ),
    'PUT /receipts': endpoint(PutReceiptRequest, async ({ caller, body }) => {
      await markRead({ caller, ...body });
      return noContent();
    }),
  }),
);

await rehearse(handler, {
  route: 'GET /messages',
  query: 'userA=nobody&userB=nobody',
  calls: [() => messages.newestMessageOf(conversationOf(NOBODY, NOBODY))],
});
