import type * as z from 'zod/mini';
import { ChatError } from '../errors.ts';

/** Where a request is wrong: a JSON pointer (RFC 6901) into its body, a query parameter, or a header. */
type Location = { readonly pointer: string } | { readonly parameter: string } | { readonly header: string };

/** One thing wrong with a request: where, and what. */
export type Fault = Location & { readonly detail: string };

/** A request that breaks its schema. It tells every fault at once. */
export class InvalidRequest extends ChatError {
  readonly code = 'invalid_request';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(`The request has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}; "errors" tells where.`);
    this.faults = faults;
  }
}

type Path = readonly PropertyKey[];

const wellFormed = (key: PropertyKey) => String(key).toWellFormed();

/** A path into the body, as a JSON pointer. A fault must be well-formed Unicode, whatever the request named. */
export const inBody = (path: Path) => ({
  pointer: path.map((key) => `/${wellFormed(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
});

/** The parameter that a path begins with. */
export const inQuery = ([name = '']: Path) => ({ parameter: wellFormed(name) });

/** The header that a path begins with. */
export const inHeaders = ([name = '']: Path) => ({ header: wellFormed(name) });

/** The faults that a schema found, each told once, and each unknown field a fault of its own. */
export function faultsOf<Where extends Location>(
  issues: readonly z.core.$ZodIssue[],
  locate: (path: Path) => Where,
): (Where & { readonly detail: string })[] {
  const faults = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ ...locate([...issue.path, key]), detail: 'is not known here' }))
      : [{ ...locate(issue.path), detail: issue.message }],
  );
  // Two checks of one rule fail in the same words: a number of 2 ** 53 is both too high and no safe integer.
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

/** The sentences for what the schemas themselves say nothing about. */
export const sentence: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is required';
      return `must be ${issue.expected === 'object' ? 'a JSON object' : `a ${issue.expected}`}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`;
    case 'invalid_union':
      return 'options' in issue ? `must be ${oneOf(issue.options as unknown[])}` : undefined;
    default:
      return undefined;
  }
};

const oneOf = (values: readonly unknown[]) =>
  `${values.length > 1 ? 'one of ' : ''}${values.map((value) => JSON.stringify(value)).join(', ')}`;
