import { decodeTime } from 'ulid';
import type { Message } from '../../lib/messages/message.ts';
import type { Client } from './client.ts';
import type { Line, Speaker } from './conversation.ts';
import { assertSame } from './difference.ts';
import type { Person } from './people.ts';

/** Sends the lines one after the other, checks each answer, and gives the messages as the server acknowledged them. */
export async function sendAll(
  client: Client,
  people: Readonly<Record<Speaker, Person>>,
  lines: readonly Line[],
  onSent: (count: number) => void,
): Promise<Message[]> {
  const messages: Message[] = [];
  for (const { speaker, sent, stored } of lines) {
    const sender = people[speaker];
    const recipient = people[speaker === 'jack' ? 'algernon' : 'jack'];
    const body = { sender: sender.username, recipient: recipient.username, content: sent };
    const message = await client<Message>('POST /messages', { token: sender.token, body });

    const number = messages.push(message);
    const { id, sentAt } = message;
    assertSame(message, { id, sentAt, ...body, content: stored }, `The answer to message ${number}`);
    assertSame(sentAt, new Date(decodeTime(id)).toISOString(), `The time in the answer to message ${number}`);
    onSent(number);
  }
  return messages;
}
