import * as z from 'zod/mini';

/** A time in ISO 8601, UTC, with milliseconds. */
export const time = () =>
  z
    .string()
    .check(
      z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      z.meta({ format: 'date-time', description: 'In UTC.' }),
    );

/** A username, folded to lower case. */
export const foldedUsername = () => z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{1,31}$/));
