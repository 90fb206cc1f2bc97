import { conversationOf } from '../../../lib/messages/conversation.ts';
import { newMessageId, placeOf } from '../../../lib/messages/message.ts';
import { callerOf, type Token } from '../../../lib/sessions/token.ts';
import type { Username } from '../../../lib/users/username.ts';

/** The people of every conversation that the stub knows. */
export const people = ['algernon', 'lane'] as const;

/** The token of the one session that the stub knows. */
export const token = `algernon.${'x'.repeat(43)}` as Token;

/** How many messages a page holds. */
export const PAGE_SIZE = 50;

const [sender, recipient] = people;
const conversation = conversationOf(sender as Username, recipient as Username);
const aMonthAgo = Date.now() - 30 * 86_400_000;

const aMessage = (index: number) => ({
  conversation: { S: conversation },
  sentAt: { S: placeOf(newMessageId(aMonthAgo - index * 60_000)) },
  sender: { S: sender },
  recipient: { S: recipient },
  content: { M: { type: { S: 'text' }, text: { S: 'x'.repeat(100) } } },
});

const session = {
  tokenDigest: { S: callerOf(token).digest },
  username: { S: sender },
  expiresAt: { N: String(Math.floor(Date.now() / 1000) + 86_400) },
};
const user = { username: { S: recipient } };
const messages = Array.from({ length: PAGE_SIZE + 1 }, (_, index) => aMessage(index));

/** The newest message, of this hour: the first one of an hour costs more. */
const newest = () => JSON.stringify({ Items: [{ sentAt: { S: placeOf(newMessageId(Date.now())) } }], Count: 1 });

const texts = {
  session: JSON.stringify({ Item: session }),
  user: JSON.stringify({ Item: user }),
  page: JSON.stringify({ Items: messages, Count: messages.length }),
  stored: '{}',
  nothing: '{}',
};

/** What the stub answers to a request, in DynamoDB's words. */
export function answerTo(operation: string, body: string): string {
  if (operation === 'GetItem') {
    if (!body.includes('Duologue-Sessions')) return texts.user;
    return body.includes(session.tokenDigest.S) ? texts.session : texts.nothing;
  }
  if (operation === 'Query') return body.includes('"Limit":1,') ? newest() : texts.page;
  return texts.stored;
}
