import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod/mini';
import type { ErrorCode } from '../../lib/errors.ts';
import { problemBodies } from '../../lib/http/answers/problem.ts';
import { operations } from '../../lib/http/operations.ts';
import type { RouteKey } from '../../lib/routes.ts';

/** The OpenAPI document, as far as it is looked into here. */
export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

export type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly security: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, Response>>;
};

export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: object;
};
export type MediaType = {
  readonly schema: object;
  readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
};
type Response = {
  readonly headers: Readonly<Record<string, { readonly required?: boolean; readonly schema: object }>>;
  readonly content?: Readonly<Record<string, MediaType>>;
};

/** An answer, as it came. */
export type Received = { readonly status: number; readonly headers: Headers; readonly text: string };

/** `openapi.json`, as it stands in the project. */
export const documentFile = new URL('../../openapi.json', import.meta.url);

export const document: Document = JSON.parse(readFileSync(documentFile, 'utf8'));

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { password: true } });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi');

/** What headers of answers look like exactly. They stand in an answer only where the document has them. */
const headerForms: Readonly<Record<string, RegExp>> = {
  'Cache-Control': /^no-store$/,
  'X-Content-Type-Options': /^nosniff$/,
  Vary: /^accept-encoding$/,
  'Content-Encoding': /^gzip$/,
  'Retry-After': /^[1-9]\d*$/,
  Link: /^<[^<>]*>; rel="(next|prev)"(, <[^<>]*>; rel="prev")?$/,
  'Idempotent-Replayed': /^true$/,
};

const pointer = (...path: readonly string[]) =>
  `openapi#/${path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;

const validators = new Map<string, ValidateFunction>();

/** What is wrong with a value by the schema at that place of the document. */
export function faultsAt(place: readonly string[], value: unknown): string[] {
  const $ref = pointer(...place);
  const validate = validators.get($ref) ?? ajv.compile({ $ref });
  validators.set($ref, validate);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What the document does not say of an answer to a request such as `GET /messages?userA=…`. */
export function undocumented(route: string, { status, headers, text }: Received): string[] {
  const [method = '', target = ''] = route.split(' ');
  const path = target.split('?')[0] ?? '';
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) return status === 404 && text === '{"message":"Not Found"}' ? [] : ['not the 404 of API Gateway'];

  const response = operation.responses[status];
  if (!response) return [`the status ${status}`];
  const place = ['paths', path, method.toLowerCase(), 'responses', `${status}`];
  return [
    ...undocumentedHeaders(response, headers),
    ...undocumentedBody(place, response, headers, text),
    ...inexact(`${method} ${path}` as RouteKey, headers, text),
  ];
}

function undocumentedHeaders({ headers: declared }: Response, headers: Headers): string[] {
  return Object.entries(headerForms).flatMap(([name, form]) => {
    const value = headers.get(name);
    const header = declared[name];
    if (value === null) return header?.required ? [`no header ${name}`] : [];
    if (!header) return [`the header ${name}`];
    return form.test(value) ? [] : [`header ${name}: ${value}`];
  });
}

function undocumentedBody(place: readonly string[], { content }: Response, headers: Headers, text: string): string[] {
  const type = headers.get('content-type');
  if (!content) return text === '' && type === null ? [] : ['a body'];
  if (type === null || !content[type]) return [`the content type ${type}`];
  return faultsAt([...place, 'content', type, 'schema'], JSON.parse(text)).map((fault) => `body${fault}`);
}

/**
 * What the schemas in the code say of an answer's body. The document says less: it has no patterns for answers, and
 * lets them have more fields, so that old clients go on working.
 */
function inexact(key: RouteKey, headers: Headers, text: string): string[] {
  const type = headers.get('content-type');
  if (text === '' || !type) return [];
  const body = JSON.parse(text);
  const schema = type === 'application/problem+json' ? problemBodies[body.code as ErrorCode] : operations[key].answer;
  const isGateways = type === 'application/json' && typeof body.message === 'string';
  if (isGateways || !schema) return [];
  const { error } = z.safeParse(schema, body);
  return (error?.issues ?? []).map(
    (issue) => `body/${issue.path.join('/')}: ${'keys' in issue ? issue.keys : issue.message}`,
  );
}

/** Throws where the document does not say that such an answer may come. */
export function expectDocumented(route: string, received: Received): void {
  const faults = undocumented(route, received);
  if (faults.length === 0) return;
  throw new Error(
    `openapi.json does not know this answer to ${route}: ${received.status} ${received.text}\n${faults.join('\n')}`,
  );
}
