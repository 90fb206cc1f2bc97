import type { ErrorCode } from '../../lib/errors.ts';
import { codesOf, type Operation } from '../../lib/http/operations.ts';
import { problems } from '../../lib/http/problem.ts';
import type { RouteKey } from '../../lib/routes.ts';
import { answerExamples } from './examples.ts';
import { exampleProblem } from './problems.ts';
import { jsonSchema, problemName, reference } from './schemas.ts';
import { statuses } from './words.ts';

/** What API Gateway says itself, to any route, by status. */
const gatewayMessages: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Headers of answers, described once in the document. */
export const headers = {
  'Cache-Control': { description: 'Nothing may be kept.', schema: { type: 'string', const: 'no-store' } },
  'WWW-Authenticate': { description: 'How to authenticate.', schema: { type: 'string', const: 'Bearer' } },
  'Retry-After': {
    description: 'After how many seconds to try again.',
    schema: { type: 'string', pattern: '^[1-9][0-9]*$' },
  },
  Link: {
    description: 'The links `next` and `prev` of the page (RFC 8288), where there are any.',
    schema: { type: 'string', pattern: '^<[^<>]*>; rel="(next|prev)"(, <[^<>]*>; rel="prev")?$' },
  },
  'Idempotent-Replayed': {
    description: 'There where an earlier request with the same key had made the message.',
    schema: { type: 'string', const: 'true' },
  },
} as const;

type HeaderName = keyof typeof headers;

/** References to headers. API Gateway's own answers lack ours, so a status that it gives too requires none. */
const headersOf = (required: readonly HeaderName[], optional: readonly HeaderName[] = []) =>
  Object.fromEntries([
    ...required.map((name) => [name, { ...headers[name], required: true }]),
    ...optional.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  ]);

const examplesOf = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

/** All answers of a route, by status. */
export function responsesOf(key: RouteKey, operation: Operation): Record<string, unknown> {
  const byStatus = Map.groupBy<number, ErrorCode>(codesOf(operation), (code) => problems[code].status);
  const failures = new Set([...byStatus.keys(), ...statusesOfGateway(operation)]);
  return {
    [operation.status]: success(key, operation),
    ...Object.fromEntries([...failures].map((status) => [status, failure(status, byStatus.get(status) ?? [])])),
  };
}

function success(key: RouteKey, { status, answer, headers: names = [] }: Operation) {
  const optional = (Object.keys(headers) as HeaderName[]).filter((name) => names.includes(name.toLowerCase()));
  const content = answer && {
    'application/json': { schema: jsonSchema(answer, 'output'), examples: examplesOf(answerExamples[key]) },
  };
  return {
    description: status === 200 ? 'As asked.' : status === 201 ? 'It is stored.' : 'Done.',
    headers: headersOf(['Cache-Control'], optional),
    ...(content && { content }),
  };
}

/** Over HTTP only a body can be too large. */
const statusesOfGateway = ({ request }: Operation) =>
  Object.keys(gatewayMessages)
    .map(Number)
    .filter((status) => status !== 413 || request.body);

function failure(status: number, codes: readonly ErrorCode[]) {
  const message = gatewayMessages[status];
  const names: HeaderName[] = status === 401 ? ['WWW-Authenticate'] : [];
  const waits: HeaderName[] = status === 429 || status === 503 ? ['Retry-After'] : [];
  const schemas = codes.map((code) => reference(problemName(code)));
  return {
    description: statuses[status],
    headers: message ? headersOf([], ['Cache-Control', ...waits]) : headersOf(['Cache-Control', ...names]),
    content: {
      ...(codes.length > 0 && {
        'application/problem+json': {
          schema: schemas.length > 1 ? { oneOf: schemas } : schemas[0],
          examples: examplesOf(Object.fromEntries(codes.map((code) => [code, exampleProblem(code)]))),
        },
      }),
      ...(message && {
        'application/json': { schema: reference('GatewayMessage'), examples: examplesOf({ gateway: { message } }) },
      }),
    },
  };
}
