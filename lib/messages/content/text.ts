import * as z from 'zod/mini';
import { codePoints, unicodeString } from '../../unicode.ts';
import { kind } from './kind.ts';

const LONGEST_TEXT = 4000;

const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/** What of Latin-1 is not visible: a pattern has no way to name the others that every engine reads. */
const INVISIBLE_LATIN = '\\x00-\\x20\\x7f-\\xa0\\xad';

const shape = {
  type: z.literal('text'),
  text: unicodeString().check(
    z.refine((text) => VISIBLE.test(text), { error: 'must contain at least one visible character' }),
    z.refine((text) => codePoints(text) <= LONGEST_TEXT, { error: `must be at most ${LONGEST_TEXT} characters long` }),
    z.meta({
      description:
        'Unicode code points, at least one of them visible: no white space, control character or default-ignorable ' +
        'code point. Well-formed Unicode.',
      pattern: `^[${INVISIBLE_LATIN}]*[^${INVISIBLE_LATIN}][\\s\\S]*$`,
      minLength: 1,
      maxLength: LONGEST_TEXT,
    }),
  ),
};

export const text = kind({
  name: 'Text',
  description: 'A text.',
  sent: z.strictObject(shape),
  stored: z.strictObject(shape),
  example: { type: 'text', text: 'Good morning.' },
});
