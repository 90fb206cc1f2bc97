import * as z from 'zod/mini';

/**
 * A string without lone surrogates. JSON can spell them (`"\ud800"`), but UTF-8, and so DynamoDB, cannot hold
 * them: they would come back as another character.
 */
export const unicodeString = () =>
  z
    .string()
    .check(z.refine((text) => text.isWellFormed(), { error: 'must be well-formed Unicode, without lone surrogates' }));

/** The length of a text in Unicode code points, as people count characters (nearly). */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
