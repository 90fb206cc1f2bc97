import { decodeTime } from 'ulid';
import { CommandError } from '../../infra/command-line/command-error.ts';
import { newKey } from '../../infra/local/page/client.js';
import type { Message } from '../../lib/messages/message.ts';
import type { Client } from './client.ts';
import type { Line, Speaker } from './conversation.ts';
import { assertSame } from './difference.ts';
import type { Person } from './people.ts';

/** A message as the server acknowledged it, with the request that made it. */
export type Sent = { readonly message: Message; readonly request: Parameters<Client>[1] };

/** Sends the lines one after the other, each with an idempotency key of its own, and checks each answer. */
export async function sendAll(
  client: Client,
  people: Readonly<Record<Speaker, Person>>,
  lines: readonly Line[],
  onSent: (count: number) => void,
): Promise<Sent[]> {
  const all: Sent[] = [];
  for (const { speaker, sent, stored } of lines) {
    const sender = people[speaker];
    const recipient = people[speaker === 'jack' ? 'algernon' : 'jack'];
    const body = { sender: sender.username, recipient: recipient.username, content: sent };
    const request = { token: sender.token, body, key: newKey() };
    const { body: message } = await client<Message>('POST /messages', request);

    const number = all.push({ message, request });
    const { id, sentAt } = message;
    assertSame(message, { id, sentAt, ...body, content: stored }, `The answer to message ${number}`);
    assertSame(sentAt, new Date(decodeTime(id)).toISOString(), `The time in the answer to message ${number}`);
    onSent(number);
  }
  return all;
}

/** Sends messages again, each with its key. Every answer must be the first one, and say that it is a replay. */
export async function sendAgain(client: Client, all: readonly Sent[]): Promise<void> {
  for (const { message, request } of all) {
    const { body, replayed } = await client<Message>('POST /messages', request);
    assertSame(body, message, 'The answer to a message that was sent again');
    if (!replayed) throw new CommandError(`The message ${message.id} was sent again with its key, and is no replay.`);
  }
}
