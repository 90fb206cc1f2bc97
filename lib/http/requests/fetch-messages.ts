import * as z from 'zod/mini';
import { isMessageId, type MessageId, ULID } from '../../messages/message.ts';
import { InvalidCursor } from '../../pages/errors.ts';
import { type Cursor, HIGHEST_PAGE } from '../../pages/page.ts';
import { usernameSchema } from '../../users/username.ts';
import type { RequestShape } from '../request.ts';
import { BEFORE_10000, flag, goesWith, id, isAnyGiven, isGiven, wholeNumber } from './parameters.ts';

/** How many messages a page may hold. */
export const LARGEST_PAGE_SIZE = 200;
const DEFAULT_PAGE_SIZE = 50;

const TIME = '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,3})?Z';

/** Whether a text is a time of RFC 3339, in UTC, of a day that the calendar has: `Date` takes the 30th of February. */
const isTime = (text: string) => {
  const time = new Date(new RegExp(`^${TIME}$`).test(text) ? text : Number.NaN);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.slice(0, 'YYYY-MM-DDThh:mm:ss'.length));
};

const time = (description: string) =>
  z.pipe(
    z.string().check(
      z.refine(isTime, { error: 'must be a time such as 2026-11-26T09:30:00.000Z' }),
      // Without the format `date-time`: clients make types of it that spell a time in ways of their own.
      z.meta({ pattern: `^${TIME}$`, description }),
    ),
    z.transform(Date.parse),
  );

/** How a cursor is spelled: the id, with a minus before it where the page ends before that message. */
export const spelledCursor = ({ side, id }: Cursor): string => (side === 'before' ? `-${id}` : id);

const cursor = z.pipe(
  z.string().check(
    z.refine((text) => isMessageId(text.replace(/^-/, '')), { error: InvalidCursor.details.cursor }),
    z.meta({
      pattern: `^-?${ULID}$`,
      description: `From a link: \`<id>\` is the page after that message in the asked order, \`-<id>\` the one that ends just before it. ${BEFORE_10000}`,
    }),
  ),
  z.transform((text): Cursor => {
    const id = text.replace(/^-/, '') as MessageId;
    return { side: text === id ? 'after' : 'before', id };
  }),
);

/** A parameter that says where a page lies, as each of these does. */
const excludes = (name: string, ...others: readonly string[]) =>
  goesWith(
    name,
    (given) => !isAnyGiven(given, others),
    `excludes ${others.slice(0, -1).join(', ')} and ${others.at(-1)}`,
  );

/** GET /messages */
export const FetchMessagesRequest = {
  token: true,
  query: z
    .strictObject({
      userA: usernameSchema,
      userB: usernameSchema,
      page: z.optional(
        wholeNumber(
          1,
          HIGHEST_PAGE,
          'Which page. Past the end it is empty. Beside `cursor`, a label that the answer repeats.',
        ),
      ),
      pageSize: z._default(wholeNumber(1, LARGEST_PAGE_SIZE, 'How many messages a page holds.'), DEFAULT_PAGE_SIZE),
      order: z.optional(
        z
          .enum(['newest', 'oldest'])
          // Without a `default`, which some clients send where nothing is said: it does not go with `after`.
          .check(z.meta({ description: 'Which come first: `newest` by default. Not with `after`.' })),
      ),
      total: z.optional(flag('Whether to count the messages and the pages.')),
      asOf: z.optional(
        wholeNumber(
          0,
          HIGHEST_PAGE,
          'Count the pages as if there were only so many messages. With `page`, `at` or `around`.',
        ),
      ),
      at: z.optional(
        time(
          'The page that holds the first message of that time or later; that of the newest message where there is none. RFC 3339 with `Z`.',
        ),
      ),
      around: z.optional(
        id('The page that holds that message, or the first one after it; that of the newest where there is none.'),
      ),
      cursor: z.optional(cursor),
      after: z.optional(id('What sorts after this id, the oldest first; 26 zeros name the beginning.')),
      poll: z.optional(id('From a link: where to poll from at the end of the reading.')),
    })
    .check(
      excludes('after', 'page', 'cursor', 'at', 'around'),
      excludes('at', 'page', 'cursor', 'after', 'around'),
      excludes('around', 'page', 'cursor', 'after', 'at'),
      goesWith('order', (given) => !isGiven(given, 'after'), 'does not go with after, which reads the oldest first'),
      goesWith('asOf', (given) => isAnyGiven(given, ['page', 'at', 'around']), 'goes with page, at or around only'),
      goesWith(
        'poll',
        // An order that there is not is told by itself: it may have been meant to be the right one.
        (given) =>
          isGiven(given, 'after') || (isGiven(given, 'cursor') && isGiven(given, 'order') && given.order !== 'newest'),
        'goes with after, or with a cursor in the order oldest, only',
      ),
    ),
} as const satisfies RequestShape;
