import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Handler } from '../../lib/http/endpoint.ts';
import type { Answer } from './api.ts';
import { expectDocumented } from './documented.ts';

type Options = {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The address that it comes from. */
  readonly from?: string;
};

/** Calls a handler with the event of such a request, in this process. The answer must be as the document says. */
export async function invoke(
  handler: Handler,
  route: string,
  { token, body, headers, from = '203.0.113.7' }: Options = {},
): Promise<Answer> {
  const [method, target = ''] = route.split(' ');
  const [path, rawQueryString = ''] = target.split('?');
  const event = {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
    requestContext: { requestId: 'a-request', http: { method, path, sourceIp: from } },
    isBase64Encoded: false,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  } as unknown as APIGatewayProxyEventV2;

  const answer = await handler(event, {} as Context);
  const { statusCode: status, body: text = '' } = answer;
  const received = new Headers(answer.headers);
  expectDocumented(route, { status, headers: received, text });
  return { status, headers: received, body: text && JSON.parse(text) };
}
