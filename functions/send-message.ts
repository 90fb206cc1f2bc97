import { isoTime } from '../lib/clock.ts';
import { dynamodb, home } from '../lib/dynamodb/connection.ts';
import { created } from '../lib/http/answer.ts';
import type { MessageBody } from '../lib/http/answers/messages.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { NOBODY, rehearse } from '../lib/http/rehearse.ts';
import { SendMessageRequest } from '../lib/http/requests/send-message.ts';
import { contactsStore } from '../lib/inbox/contacts-store.ts';
import type { Content } from '../lib/messages/content.ts';
import { conversationOf } from '../lib/messages/conversation.ts';
import { lowestId, type Message } from '../lib/messages/message.ts';
import { notesStore } from '../lib/messages/notes-store.ts';
import { sendMessage } from '../lib/messages/send-message.ts';
import { messagesStore } from '../lib/messages/store.ts';
import { admission } from '../lib/sessions/admission.ts';
import { authenticate } from '../lib/sessions/authenticate.ts';
import { sessionsStore } from '../lib/sessions/store.ts';
import { usersStore } from '../lib/users/store.ts';

const { clock } = dynamodb;
const users = usersStore(dynamodb, home);
const messages = messagesStore(dynamodb, clock);
const send = sendMessage({
  admit: admission({ authenticate: authenticate({ sessions: sessionsStore(dynamodb, home), clock }) }),
  users,
  messages,
  notes: notesStore(dynamodb, clock),
  contacts: contactsStore(dynamodb),
  clock,
});

/** POST /messages: one user writes to another. */
export const handler = endpoint(SendMessageRequest, async ({ caller, headers, body }) => {
  const { message, replayed } = await send({ caller, idempotencyKey: headers['idempotency-key'], ...body });
  return created<MessageBody>(message, replayed ? { 'idempotent-replayed': 'true' } : {});
});

const ofNobody = conversationOf(NOBODY, NOBODY);
const content: Content = { type: 'text', text: '-' };
/** A message of 1970: its put goes as far as any, but never to the store. */
const tooLate: Message = { id: lowestId, sender: NOBODY, recipient: NOBODY, sentAt: isoTime(0), content };

await rehearse(handler, {
  route: 'POST /messages',
  body: { sender: 'nobody', recipient: 'nobody', content },
  calls: [() => users.exists(NOBODY), () => messages.newestOf(ofNobody), () => messages.put(ofNobody, tooLate)],
});
