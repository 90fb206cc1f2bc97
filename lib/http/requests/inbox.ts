import * as z from 'zod/mini';
import type { ListCursor } from '../../inbox/conversation-list.ts';
import { isHour } from '../../inbox/hour.ts';
import { isMessageId, ULID } from '../../messages/message.ts';
import { InvalidCursor } from '../../pages/errors.ts';
import { usernameSchema } from '../../users/username.ts';
import type { RequestShape } from '../request.ts';
import { goesWith, id, isGiven, wholeNumber } from './parameters.ts';

/** How many conversations a page may hold. */
export const LARGEST_LIST = 50;
const DEFAULT_LIST = 20;

/** How a cursor is spelled: the hour, an underscore, the id. */
export const spelledListCursor = ({ hour, id }: ListCursor): string => `${hour}_${id}`;

function readCursor(text: string): ListCursor | undefined {
  const [hour = '', id = '', ...rest] = text.split('_');
  return isHour(hour) && isMessageId(id) && rest.length === 0 ? { hour, id } : undefined;
}

const cursor = z.pipe(
  z.string().check(
    z.refine((text) => readCursor(text) !== undefined, { error: InvalidCursor.details.listCursor }),
    z.meta({
      pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}_${ULID}$`,
      description: 'From a link: what follows the conversation of that hour and newest message.',
    }),
  ),
  z.transform((text) => readCursor(text) as ListCursor),
);

/** GET /conversations */
export const ListConversationsRequest = {
  token: true,
  query: z
    .strictObject({
      pageSize: z._default(wholeNumber(1, LARGEST_LIST, 'How many conversations a page holds.'), DEFAULT_LIST),
      since: z.optional(id('Only conversations that got a message after this id, as `poll` asks.')),
      cursor: z.optional(cursor),
      poll: z.optional(id('From a link: where to poll from at the end of the reading.')),
    })
    .check(goesWith('poll', (given) => isGiven(given, 'cursor'), 'goes with cursor only')),
} as const satisfies RequestShape;

/** PUT /receipts */
export const PutReceiptRequest = {
  token: true,
  body: z
    .strictObject({
      contact: usernameSchema,
      readUpTo: id('The id of the last message that was read.'),
    })
    .register(z.globalRegistry, { id: 'ReceiptDraft' }),
} as const satisfies RequestShape;
