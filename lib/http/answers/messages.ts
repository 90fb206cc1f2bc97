import * as z from 'zod/mini';
import { storedContentSchema } from '../../messages/content.ts';
import { HIGHEST_PAGE } from '../../pages/page.ts';
import { LARGEST_PAGE_SIZE } from '../requests/fetch-messages.ts';
import { foldedUsername, link, messageId, time } from './parts.ts';

/** A message, as POST /messages answers it and a page holds it. */
export const messageBody = z
  .strictObject({
    id: messageId('A ULID, whose time is `sentAt`.'),
    sender: foldedUsername(),
    recipient: foldedUsername(),
    sentAt: time(),
    content: storedContentSchema,
  })
  .register(z.globalRegistry, { id: 'Message' });

/** Not `z.int`, which ends one below the highest number of a page. */
const wholeNumber = (lowest: number, highest = HIGHEST_PAGE) =>
  z.number().check(z.multipleOf(1), z.minimum(lowest), z.maximum(highest), z.meta({ type: 'integer' }));

/** What GET /messages answers. */
export const pageBody = z
  .strictObject({
    messages: z.array(messageBody),
    page: z
      .nullable(wholeNumber(1))
      .check(z.meta({ description: 'From 1; null where a cursor without a label led here.' })),
    pageSize: wholeNumber(1, LARGEST_PAGE_SIZE),
    order: z.enum(['newest', 'oldest']),
    next: link('/messages', 'The page that follows in this order; null where nothing follows now.'),
    previous: link('/messages', 'The page before; null where there is none.'),
    poll: link('/messages', 'What to ask for next to hear of new messages; null where another link leads on.'),
    asOf: z
      .nullable(wholeNumber(0))
      .check(z.meta({ description: 'Of how many messages the pages are counted; null where nothing was counted.' })),
    total: z.optional(
      z
        .strictObject({ messages: wholeNumber(0), pages: wholeNumber(0) })
        .register(z.globalRegistry, { id: 'PageTotal', description: 'How many there are.' }),
    ),
  })
  .register(z.globalRegistry, { id: 'Page' });

export type MessageBody = z.output<typeof messageBody>;
export type PageBody = Omit<z.output<typeof pageBody>, 'messages'> & { readonly messages: readonly MessageBody[] };
