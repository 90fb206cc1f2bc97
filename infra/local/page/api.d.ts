import type { ConversationsBody } from '../../../lib/http/answers/inbox.ts';
import type { MessageBody, PageBody } from '../../../lib/http/answers/messages.ts';

/** What the API answers, as its own code says. */
export type { ConversationsBody as Inbox, MessageBody as Message, PageBody as Page };

export type Content = MessageBody['content'];

export type Conversation = ConversationsBody['conversations'][number];

/** What is wrong with a request, and where: a JSON pointer into its body, a query parameter, or a header. */
export type Fault = {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly detail: string;
};

/** The body of an error; of one that API Gateway answers by itself only a `message`. */
export type ProblemBody = {
  readonly code?: string;
  readonly detail?: string;
  readonly message?: string;
  readonly errors?: readonly Fault[];
};
