import * as z from 'zod/mini';
import { isMessageId } from '../../messages/message.ts';
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

const cursor = z.pipe(
  z.string().check(z.refine((text) => isMessageId(text.replace(/^-/, '')), { error: InvalidCursor.detail })),
  z.transform((text): Cursor => {
    const id = text.replace(/^-/, '') as Cursor['id'];
    return { side: text === id ? 'after' : 'before', id };
  }),
);

/** GET /messages */
export const FetchMessagesRequest = {
  token: true,
  query: z.strictObject({
    userA: usernameSchema,
    userB: usernameSchema,
    page: z.optional(wholeNumber(1, HIGHEST_PAGE)),
    pageSize: z._default(wholeNumber(1, LARGEST_PAGE_SIZE), DEFAULT_PAGE_SIZE),
    order: z._default(z.enum(['newest', 'oldest']), 'newest'),
    cursor: z.optional(cursor),
  }),
} as const satisfies RequestShape;
