import { UNREAD_LOOKED_AT } from '../../lib/inbox/list-conversations.ts';
import type { Message } from '../../lib/messages/message.ts';
import type { Client } from './client.ts';
import { assertSame } from './difference.ts';
import type { Person } from './people.ts';

type Inbox = { readonly conversations: readonly unknown[]; readonly poll: string | null };

/**
 * Reads the inbox of somebody who has one conversation, and has read nothing; marks it as read, and polls: nothing is unread
 * any more. Gives how many messages were.
 */
export async function readInbox(
  client: Client,
  { reader, other, isReadByOther }: { reader: Person; other: Person; isReadByOther: boolean },
  sent: readonly Message[],
): Promise<number> {
  const { token, username } = reader;
  const contact = other.username;
  const newest = sent.at(-1) as Message;
  const unread = sent.slice(0, UNREAD_LOOKED_AT).filter(({ sender }) => sender === contact).length;
  const unseen = { contact, newest, unread, readUpTo: null, readByContact: isReadByOther ? newest.id : null };
  const what = `The inbox of ${username}`;

  const { body: inbox } = await client<Inbox>('GET /conversations', { token });
  assertSame(inbox.conversations, [unseen], what);

  await client('PUT /receipts', { token, body: { contact, readUpTo: newest.id } });
  const { body: polled } = await client<Inbox>(`GET ${inbox.poll}`, { token });
  assertSame(polled.conversations, [{ ...unseen, unread: 0, readUpTo: newest.id }], `${what}, once it is read,`);
  return unread;
}
