import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { InvalidCursor } from '../pages/errors.ts';
import { type Address, addressOf } from '../sessions/address.ts';
import { Unauthenticated } from '../sessions/errors.ts';
import { type Caller, callerOf, isToken } from '../sessions/token.ts';
import { jsonBody } from './body.ts';
import { type Fault, faultsOf, InvalidRequest, inBody, inHeaders, inQuery, sentence } from './faults.ts';
import { queryParameters } from './query.ts';

/** What a route takes: a bearer token or none, and the schemas of its body, its query parameters and its headers. */
export type RequestShape = {
  readonly token: boolean;
  readonly body?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  /** By lower-case names; other headers are not looked at. */
  readonly headers?: z.ZodMiniType;
};

type Part<Name extends string, Schema> = Schema extends z.ZodMiniType
  ? { readonly [name in Name]: z.output<Schema> }
  : unknown;

/** A request that has the form its shape asks for. Whether the caller's session holds is not known yet. */
export type ParsedRequest<Shape extends RequestShape> = {
  /** Where it came from, as API Gateway saw it: no header says so. */
  readonly address: Address;
} & (Shape['token'] extends true ? { readonly caller: Caller } : unknown) &
  Part<'body', Shape['body']> &
  Part<'query', Shape['query']> &
  Part<'headers', Shape['headers']>;

const noParameters = z.strictObject({});

/**
 * Reads a request in the form that its route takes: the token first, then everything else, all faults at once.
 *
 * @throws Unauthenticated, BodyTooLarge, UnsupportedMediaType, MalformedJson, InvalidRequest, InvalidCursor
 */
export function parseRequest<Shape extends RequestShape>(
  shape: Shape,
  event: APIGatewayProxyEventV2,
): ParsedRequest<Shape> {
  const caller = shape.token ? bearerOf(event) : undefined;
  const json = shape.body && jsonBody(event);
  const { values, faults } = queryParameters(event.rawQueryString);

  const query = (shape.query ?? noParameters).safeParse(values, { error: sentence });
  const headers = shape.headers?.safeParse(event.headers, { error: sentence });
  const body = shape.body?.safeParse(json, { error: sentence });

  // What cannot be decoded, or is given twice, is told once: that it is unknown or out of range is not told as well.
  const told = new Set(faults.map(({ parameter }) => parameter));
  const furtherFaults = faultsOf(query.error?.issues ?? [], inQuery).filter(({ parameter }) => !told.has(parameter));
  const headerFaults = faultsOf(headers?.error?.issues ?? [], inHeaders);
  const bodyFaults = faultsOf(body?.error?.issues ?? [], inBody);
  refuse([...faults, ...furtherFaults, ...headerFaults, ...bodyFaults]);

  return {
    // Few routes ask for it, and to look at it takes a millisecond the first time.
    get address() {
      return addressOf(event.requestContext.http.sourceIp);
    },
    caller,
    body: body?.data,
    query: query.data,
    headers: headers?.data,
  } as unknown as ParsedRequest<Shape>;
}

const cursorDetails = new Set<string>(Object.values(InvalidCursor.details));

function refuse(faults: readonly Fault[]) {
  if (faults.length === 0) return;
  const ofCursors = faults.flatMap((fault) =>
    'parameter' in fault && cursorDetails.has(fault.detail) ? [`"${fault.parameter}" ${fault.detail}`] : [],
  );
  throw ofCursors.length < faults.length ? new InvalidRequest(faults) : new InvalidCursor(ofCursors.join('; '));
}

function bearerOf({ headers }: APIGatewayProxyEventV2): Caller {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (!token || !isToken(token)) {
    throw new Unauthenticated(
      'This needs the header "Authorization: Bearer <token>", with a token as POST /sessions gives.',
    );
  }
  return callerOf(token);
}
