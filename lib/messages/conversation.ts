import type { Username } from '../users/username.ts';

/** The key of a conversation: its two usernames, sorted, joined by `#`, which no username contains. */
export type Conversation = string & { readonly brand: 'Conversation' };

/** The conversation of two users, whichever is named first. A user may talk to themself. */
export const conversationOf = (one: Username, other: Username): Conversation =>
  (one < other ? `${one}#${other}` : `${other}#${one}`) as Conversation;
