import * as z from 'zod/mini';

/** A user's name, folded to lower case: `Alice` and `alice` are one user. */
export type Username = string & z.core.$brand<'Username'>;

/** How a folded username is spelled, as a regular expression. */
export const USERNAME = '[a-z0-9][a-z0-9._-]{1,31}';

/** A username as it is sent: 2–32 of `A–Z a–z 0–9 . _ -`, the first a letter or digit. Parses to the folded one. */
export const usernameSchema = z
  .pipe(
    z
      .string()
      .check(
        z.regex(
          /^[A-Za-z0-9][A-Za-z0-9._-]{1,31}$/,
          'must be 2 to 32 of the characters A–Z a–z 0–9 . _ - and start with a letter or digit',
        ),
        z.meta({ description: 'Folded to lower case: `Alice` and `alice` are one user.' }),
      ),
    z.transform((name) => name.toLowerCase() as Username),
  )
  .register(z.globalRegistry, { id: 'Username' });
