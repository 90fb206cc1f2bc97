import * as z from 'zod/mini';
import { isMessageId, type MessageId, ULID } from '../../messages/message.ts';
import { InvalidCursor } from '../../pages/errors.ts';

/** A whole number in decimal digits, in that range. */
export const wholeNumber = (lowest: number, highest: number, description: string) => {
  const isInRange = (digits: string) =>
    /^(0|[1-9]\d*)$/.test(digits) && BigInt(digits) >= lowest && BigInt(digits) <= highest;
  return z.pipe(
    z
      .string()
      .check(
        z.refine(isInRange, { error: `must be a whole number from ${lowest} to ${highest}` }),
        z.meta({ type: 'integer', minimum: lowest, maximum: highest, description }),
      ),
    z.transform(Number),
  );
};

/** What the pattern of an id cannot say of it, for the documentation. */
export const BEFORE_10000 = 'An upper-case ULID of a time before the year 10000.';

/** The id of a message, whether it exists or not. */
export const id = (description: string) =>
  z.pipe(
    z
      .string()
      .check(
        z.refine(isMessageId, { error: InvalidCursor.details.id }),
        z.meta({ pattern: `^${ULID}$`, description: `${description} ${BEFORE_10000}` }),
      ),
    z.transform((text) => text as MessageId),
  );

/** `true` or `false`. */
export const flag = (description: string) =>
  z.pipe(
    z.string().check(
      z.refine((text) => text === 'true' || text === 'false', { error: 'must be true or false' }),
      z.meta({ type: 'boolean', description }),
    ),
    z.transform((text) => text === 'true'),
  );

type Parameters = Readonly<Record<string, unknown>>;

/** Whether a request has that parameter. */
export const isGiven = (parameters: Parameters, name: string) => parameters[name] !== undefined;

/** Whether a request has any of those parameters. */
export const isAnyGiven = (given: Parameters, names: readonly string[]) => names.some((name) => isGiven(given, name));

/** A parameter that goes with certain others only, and what to say where it does not. */
export const goesWith = (name: string, fits: (given: Parameters) => boolean, error: string) =>
  z.refine<Parameters>((parameters) => !isGiven(parameters, name) || fits(parameters), {
    path: [name],
    error,
    // Beside other faults too: all are told at once.
    when: () => true,
  });
