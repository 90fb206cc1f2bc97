import { anEvent } from '../../support/lambda-event.ts';
import { people, token } from '../stub/answers.ts';

const [sender, recipient] = people;

/** What is written in every send. */
export const text = 'Did you hear what I was playing, Lane?';

/** A request to each function that reads and writes messages. */
export const events = {
  'send-message': anEvent('POST /messages', { token, body: { sender, recipient, content: { type: 'text', text } } }),
  'fetch-messages': anEvent(`GET /messages?userA=${sender}&userB=${recipient}`, { token }),
} as const;
