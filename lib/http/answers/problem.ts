import * as z from 'zod/mini';
import type { ErrorCode } from '../../errors.ts';
import { problems, typeOf } from '../problem.ts';

const fault = <Name extends string>(name: Name, description: string) =>
  z.strictObject({ [name]: z.string().check(z.meta({ description })), detail: z.string() });

const faults = z
  .array(
    z.union([
      fault('pointer', 'A JSON pointer (RFC 6901) into the body.'),
      fault('parameter', 'A query parameter.'),
      fault('header', 'A header, in lower case.'),
    ]),
  )
  .check(z.minLength(1), z.meta({ description: 'Everything that is wrong with the request.' }));

/** The body of an error of that code: a problem of RFC 9457. */
export const problemBody = (code: ErrorCode) =>
  z.strictObject({
    type: z.literal(typeOf(code)),
    title: z.literal(problems[code].title),
    status: z.literal(problems[code].status),
    code: z.literal(code),
    detail: z.string().check(z.minLength(1), z.meta({ description: 'What was wrong, and how to put it right.' })),
    instance: z
      .string()
      .check(z.minLength(1), z.meta({ description: 'The id of the request, which finds its line in the log.' })),
    ...(code === 'invalid_request' && { errors: faults }),
  });
