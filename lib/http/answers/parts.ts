import * as z from 'zod/mini';

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
  z.string().check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/), z.meta({ description }));

/** A username, folded to lower case. */
export const foldedUsername = () => z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{1,31}$/));
