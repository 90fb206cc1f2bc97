import * as z from 'zod/mini';
import { isMessageId, type MessageId } from '../../messages/message.ts';
import { InvalidCursor } from '../../pages/errors.ts';
import { type Cursor, HIGHEST_PAGE } from '../../pages/page.ts';
import { usernameSchema } from '../../users/username.ts';
import type { RequestShape } from '../request.ts';

const LARGEST_PAGE_SIZE = 200;
const DEFAULT_PAGE_SIZE = 50;

const wholeNumber = (lowest: number, highest: number) => {
  const isInRange = (digits: string) =>
    /^(0|[1-9]\d*)$/.test(digits) && BigInt(digits) >= lowest && BigInt(digits) <= highest;
  return z.pipe(
    z.string().check(z.refine(isInRange, { error: `must be a whole number from ${lowest} to ${highest}` })),
    z.transform(Number),
  );
};

const id = z.pipe(
  z.string().check(z.refine(isMessageId, { error: InvalidCursor.detail })),
  z.transform((text) => text as MessageId),
);

const cursor = z.pipe(
  z.string().check(z.refine((text) => isMessageId(text.replace(/^-/, '')), { error: InvalidCursor.detail })),
  z.transform((text): Cursor => {
    const id = text.replace(/^-/, '') as MessageId;
    return { side: text === id ? 'after' : 'before', id };
  }),
);

const flag = z.pipe(
  z.enum(['true', 'false']),
  z.transform((text) => text === 'true'),
);

type Parameters = Readonly<Record<string, unknown>>;

const isGiven = (parameters: Parameters, name: string) => parameters[name] !== undefined;

/** A parameter that goes with certain others only, and what to say where it does not. */
const goesWith = (name: string, fits: (parameters: Parameters) => boolean, error: string) =>
  z.refine<Parameters>((parameters) => !isGiven(parameters, name) || fits(parameters), {
    path: [name],
    error,
    // Beside other faults too: all are told at once.
    when: () => true,
  });

/** GET /messages */
export const FetchMessagesRequest = {
  token: true,
  query: z
    .strictObject({
      userA: usernameSchema,
      userB: usernameSchema,
      page: z.optional(wholeNumber(1, HIGHEST_PAGE)),
      pageSize: z._default(wholeNumber(1, LARGEST_PAGE_SIZE), DEFAULT_PAGE_SIZE),
      order: z.optional(z.enum(['newest', 'oldest'])),
      total: z.optional(flag),
      asOf: z.optional(wholeNumber(0, HIGHEST_PAGE)),
      cursor: z.optional(cursor),
      after: z.optional(id),
      poll: z.optional(id),
    })
    .check(
      goesWith('after', (given) => !isGiven(given, 'page') && !isGiven(given, 'cursor'), 'excludes page and cursor'),
      goesWith('order', (given) => !isGiven(given, 'after'), 'does not go with after, which reads the oldest first'),
      goesWith('asOf', (given) => isGiven(given, 'page'), 'goes with page only'),
      goesWith('poll', (given) => isGiven(given, 'after'), 'goes with after only'),
    ),
} as const satisfies RequestShape;
