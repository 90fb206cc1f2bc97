import * as z from 'zod/mini';
import { codePoints, unicodeString } from '../../unicode.ts';

/** A whole number from 1 to `largest` of a unit, such as pixels. */
export function wholeNumber(largest: number, unit: string, description = `In ${unit}.`) {
  const error = `must be a whole number of ${unit} from 1 to ${largest}`;
  const isInRange = (value: number) => Number.isInteger(value) && value >= 1 && value <= largest;
  // Not `z.int`, which tells of a number from 2^53 on twice.
  return z
    .number({ error })
    .check(z.refine(isInRange, { error }), z.meta({ type: 'integer', minimum: 1, maximum: largest, description }));
}

const LONGEST_URL = 2048;

/**
 * White space, control characters and the backslash, as far as they stand in Latin-1: a pattern has no way to name
 * the others that every engine of regular expressions reads.
 */
const NOT_IN_URL = '\\x00-\\x20\\x7f-\\xa0\\\\';

/** A link that clients may follow. It is kept as it was sent, and never fetched by the server. */
export const link = () =>
  unicodeString().check(
    z.refine((url) => codePoints(url) <= LONGEST_URL, { error: `must be at most ${LONGEST_URL} characters long` }),
    // Stricter than the URL parser, which mends white space, backslashes and too many slashes without a word.
    z.refine((url) => /^https?:\/\/[^\s\p{Cc}\\/][^\s\p{Cc}\\]*$/iu.test(url) && URL.canParse(url), {
      error: 'must be an http or https URL',
      // Of what is no URL, nobody can tell the parts.
      abort: true,
    }),
    z.refine((url) => !/^https?:\/\/[^/?#]*@/i.test(url), { error: 'must not contain a user name or password' }),
    // They make a link read as another: the host of one may seem to be a part of its path.
    z.refine((url) => !/\p{Bidi_Control}/u.test(url), { error: 'must not contain bidirectional controls' }),
    z.meta({
      description:
        'An http or https URL without user name and password, white space, control characters, bidirectional controls ' +
        'and backslashes, kept as it was sent. Well-formed Unicode.',
      pattern: `^[Hh][Tt][Tt][Pp][Ss]?://[^@/?#${NOT_IN_URL}][^@/?#${NOT_IN_URL}]*([/?#][^${NOT_IN_URL}]*)?$`,
      maxLength: LONGEST_URL,
    }),
  );
