import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** What makes one request another than the next. */
export type EventOptions = {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address that it comes from. */
  readonly from?: string;
};

/** The event of a request such as `POST /messages`, in payload format 2.0, with all that API Gateway puts into one. */
export function anEvent(
  request: string,
  { token, body, headers, from = '203.0.113.7' }: EventOptions = {},
): APIGatewayProxyEventV2 {
  const [method = '', target = ''] = request.split(' ');
  const { pathname, search, searchParams } = new URL(target, 'https://api.example.com');
  const queryStringParameters = Object.fromEntries(searchParams);
  return {
    version: '2.0',
    routeKey: `${method} ${pathname}`,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: {
      accept: '*/*',
      'content-length': '0',
      host: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      'user-agent': 'curl/8.7.1',
      'x-amzn-trace-id': 'Root=1-65a1b2c3-0123456789abcdef01234567',
      'x-forwarded-for': from,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(search && { queryStringParameters }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdefghij',
      domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abcdefghij',
      http: { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: from, userAgent: 'curl/8.7.1' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: `${method} ${pathname}`,
      stage: '$default',
      time: '12/Mar/2026:19:03:58 +0000',
      timeEpoch: 1773342238000,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}
