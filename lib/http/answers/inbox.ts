import * as z from 'zod/mini';
import { UNREAD_LOOKED_AT } from '../../inbox/list-conversations.ts';
import { LARGEST_LIST } from '../requests/inbox.ts';
import { messageBody } from './messages.ts';
import { foldedUsername, link, messageId } from './parts.ts';

const receipt = (description: string) => z.nullable(messageId(description));

const conversationBody = z
  .strictObject({
    contact: foldedUsername(),
    newest: messageBody,
    unread: z.number().check(
      z.multipleOf(1),
      z.minimum(0),
      z.maximum(UNREAD_LOOKED_AT),
      z.meta({
        type: 'integer',
        description: `How many of the ${UNREAD_LOOKED_AT} messages next behind your receipt are the contact's.`,
      }),
    ),
    readUpTo: receipt('Up to which message you have read; null where you have not said so.'),
    readByContact: receipt('Up to which message the contact has read; null where they have not said so.'),
  })
  .register(z.globalRegistry, { id: 'Conversation' });

/** What GET /conversations answers. */
export const conversationsBody = z
  .strictObject({
    conversations: z.array(conversationBody).check(z.maxLength(LARGEST_LIST)),
    next: link('/conversations', 'The page that follows; null where nothing follows now.'),
    poll: link(
      '/conversations',
      'On the last page, what to ask for next to hear of new messages in any conversation; null elsewhere.',
    ),
  })
  .register(z.globalRegistry, { id: 'ConversationPage' });

export type ConversationsBody = Omit<z.output<typeof conversationsBody>, 'conversations'> & {
  readonly conversations: readonly z.output<typeof conversationBody>[];
};
