import * as z from 'zod/mini';
import type { ErrorCode } from '../../errors.ts';
import { problems, typeOf } from '../problem.ts';

const fault = <Name extends string>(name: Name, id: string, description: string) =>
  z
    .strictObject({ [name]: z.string().check(z.meta({ description })), detail: z.string() })
    .register(z.globalRegistry, { id });

const faults = z
  .array(
    z
      .union([
        fault('pointer', 'BodyFault', 'A JSON pointer (RFC 6901) into the body.'),
        fault('parameter', 'QueryFault', 'A query parameter.'),
        fault('header', 'HeaderFault', 'A header, in lower case.'),
      ])
      .register(z.globalRegistry, { id: 'Fault', description: 'One thing wrong with the request: where, and what.' }),
  )
  .check(z.minLength(1), z.meta({ description: 'Everything that is wrong with the request.' }));

/** A code as it stands in the name of a schema: `UsernameTaken`. */
export const inPascalCase = (code: ErrorCode) =>
  code.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

const problemBody = (code: ErrorCode) =>
  z
    .strictObject({
      type: z.literal(typeOf(code)),
      title: z.literal(problems[code].title),
      status: z.literal(problems[code].status),
      code: z.literal(code),
      detail: z.string().check(z.minLength(1), z.meta({ description: 'What was wrong, and how to put it right.' })),
      instance: z
        .string()
        .check(z.minLength(1), z.meta({ description: 'The id of the request, which finds its line in the log.' })),
      ...(code === 'invalid_request' && { errors: faults }),
    })
    .register(z.globalRegistry, { id: `${inPascalCase(code)}Problem` });

/** The body of an error of each code: a problem of RFC 9457. */
export const problemBodies = Object.fromEntries(
  (Object.keys(problems) as ErrorCode[]).map((code) => [code, problemBody(code)]),
) as Readonly<Record<ErrorCode, ReturnType<typeof problemBody>>>;
