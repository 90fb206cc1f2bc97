import type { ErrorCode } from '../../lib/errors.ts';
import { onEveryAnswer } from '../../lib/http/answer.ts';
import type { Operation } from '../../lib/http/operations.ts';
import type { RouteKey } from '../../lib/routes.ts';
import { gatewayMessage } from '../gateway-message.ts';
import { answerExamples } from './examples.ts';
import { exampleProblem } from './problems.ts';
import { answerSchema, codesByStatus, gatewaySchema, problemSchema } from './schemas.ts';
import { statuses } from './words.ts';

/** The statuses of which API Gateway answers itself, to any route. */
const ofGateway = [413, 429, 500, 503];

/** Headers of answers. `WWW-Authenticate` is none of them: API Gateway may rename it. */
const headers = {
  'Cache-Control': {
    description: 'Nothing may be kept.',
    schema: { type: 'string', const: onEveryAnswer['cache-control'] },
  },
  'X-Content-Type-Options': {
    description: 'The content is what its type says.',
    schema: { type: 'string', const: onEveryAnswer['x-content-type-options'] },
  },
  Vary: {
    description: 'On an answer of 1 KB or more, whether it is compressed or not.',
    schema: { type: 'string', const: 'accept-encoding' },
  },
  'Content-Encoding': {
    description: 'On an answer of 1 KB or more, where `Accept-Encoding` allows it.',
    schema: { type: 'string', const: 'gzip' },
  },
  'Retry-After': {
    description: 'After how many seconds to try again.',
    schema: { type: 'integer', minimum: 1 },
  },
  Link: {
    description: 'The links `next` and `prev` of the page (RFC 8288), where there are any.',
    schema: { type: 'string' },
  },
  'Idempotent-Replayed': {
    description: '`true` where an earlier request with the same key made the message.',
    schema: { type: 'boolean' },
  },
} as const;

type HeaderName = keyof typeof headers;

const ofEveryAnswer: readonly HeaderName[] = ['Cache-Control', 'X-Content-Type-Options'];

/** Those of answers that may be compressed: to any GET, its errors too. */
const ofCompression = (key: RouteKey): readonly HeaderName[] =>
  key.startsWith('GET ') ? ['Vary', 'Content-Encoding'] : [];

/** Headers by their names. API Gateway's own answers lack ours, so a status that it gives too requires none. */
const headersOf = (required: readonly HeaderName[], optional: readonly HeaderName[] = []) =>
  Object.fromEntries([
    ...required.map((name) => [name, { ...headers[name], required: true }]),
    ...optional.map((name) => [name, headers[name]]),
  ]);

const examplesOf = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

/** All answers of a route, by status. */
export function responsesOf(key: RouteKey, operation: Operation): Record<string, unknown> {
  const byStatus = codesByStatus(operation);
  const failures = new Set([...byStatus.keys(), ...statusesOfGateway(operation)]);
  return {
    [operation.status]: success(key, operation),
    ...Object.fromEntries([...failures].map((status) => [status, failure(key, status, byStatus.get(status) ?? [])])),
  };
}

function success(key: RouteKey, { status, answer, headers: names = [] }: Operation) {
  const optional = (Object.keys(headers) as HeaderName[]).filter((name) => names.includes(name.toLowerCase()));
  const content = answer && {
    'application/json': { schema: answerSchema(key), examples: examplesOf(answerExamples[key]) },
  };
  return {
    description: status === 200 ? 'As asked.' : status === 201 ? 'It is stored.' : 'Done.',
    headers: headersOf(ofEveryAnswer, [...ofCompression(key), ...optional]),
    ...(content && { content }),
  };
}

/** Over HTTP only a body can be too large. */
const statusesOfGateway = ({ request }: Operation) => ofGateway.filter((status) => status !== 413 || request.body);

function failure(key: RouteKey, status: number, codes: readonly ErrorCode[]) {
  const isOfGateway = ofGateway.includes(status);
  const waits: HeaderName[] = status === 429 || status === 503 ? ['Retry-After'] : [];
  const optional = [...ofCompression(key), ...waits];
  return {
    description: statuses[status],
    headers: isOfGateway ? headersOf([], [...ofEveryAnswer, ...optional]) : headersOf(ofEveryAnswer, optional),
    content: {
      ...(codes.length > 0 && {
        'application/problem+json': {
          schema: problemSchema(codes),
          examples: examplesOf(Object.fromEntries(codes.map((code) => [code, exampleProblem(code)]))),
        },
      }),
      ...(isOfGateway && {
        'application/json': {
          schema: gatewaySchema(),
          examples: examplesOf({ gateway: { message: gatewayMessage(status) } }),
        },
      }),
    },
  };
}
