import type { Message, MessageId } from '../messages/message.ts';
import type { Username } from '../users/username.ts';
import type { Hour } from './hour.ts';

/** A conversation as one of its two sees it. */
export type ListedConversation = {
  readonly contact: Username;
  readonly newest: Message;
  /** How many of the 100 messages next behind one's own receipt are the contact's. */
  readonly unread: number;
  readonly readUpTo: MessageId | null;
  readonly readByContact: MessageId | null;
};

/** A place between two conversations of a list: behind the one that was last active in that hour, with that newest message. */
export type ListCursor = { readonly hour: Hour; readonly id: MessageId };

/** What leads from one list to another. `poll` is where to poll from at the end of the reading. */
export type ListLink = {
  readonly since?: MessageId | undefined;
  readonly cursor?: ListCursor;
  readonly poll?: MessageId;
};

/** A page of somebody's conversations, the latest activity first. */
export type ConversationList = {
  readonly conversations: readonly ListedConversation[];
  readonly next: ListLink | null;
  readonly poll: ListLink | null;
};
