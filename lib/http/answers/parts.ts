import * as z from 'zod/mini';
import { ULID } from '../../messages/message.ts';
import { USERNAME } from '../../users/username.ts';

/** A time in ISO 8601, UTC, with milliseconds. */
export const time = () =>
  z
    .string()
    .check(
      z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      z.meta({ format: 'date-time', description: 'In UTC.' }),
    );

/** The id of a message: a ULID. */
export const messageId = (description: string) =>
  z.string().check(z.regex(new RegExp(`^${ULID}$`)), z.meta({ description }));

/** A username, folded to lower case. */
export const foldedUsername = () => z.string().check(z.regex(new RegExp(`^${USERNAME}$`)));

/** A link to another page of what that path answers; null where there is none. */
export const link = (path: `/${string}`, description: string) =>
  z.nullable(z.string().check(z.regex(new RegExp(`^${path}\\?`)), z.meta({ format: 'uri-reference', description })));
