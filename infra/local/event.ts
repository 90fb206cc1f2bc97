import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * The path and the query string of a request, both exactly as they were sent. What a proxy is sent, an absolute URL,
 * means the same (RFC 9112, section 3.2.2).
 */
export function splitTarget(target: string): { rawPath: string; rawQueryString: string } {
  const [rawPath = '', ...query] = target.replace(/^https?:\/\/[^/?]*/i, '').split('?');
  return { rawPath: rawPath || '/', rawQueryString: query.join('?') };
}

/** A request id as API Gateway makes them for HTTP APIs, such as `JKJaXmPLvHcESHA=`. */
export const newRequestId = (): string => randomBytes(11).toString('base64');

/**
 * The event that API Gateway hands to a Lambda function for an HTTP request, in payload format 2.0.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toEvent(
  request: IncomingMessage,
  body: Buffer,
  { routeKey, requestId }: { routeKey: string; requestId: string },
): APIGatewayProxyEventV2 {
  const { rawPath, rawQueryString } = splitTarget(request.url ?? '/');
  const { cookie, ...headers } = joinedByName(headerPairs(request));
  const queryStringParameters = joinedByName(new URLSearchParams(rawQueryString));
  const domainName = (headers.host ?? 'localhost').replace(/:\d+$/, '');
  const now = new Date();

  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookie !== undefined && { cookies: toCookies(request) }),
    headers,
    ...(Object.keys(queryStringParameters).length > 0 && { queryStringParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName,
      domainPrefix: domainName.replace(/\..*/, ''),
      http: {
        method: request.method ?? '',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: addressOf(request),
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: toCommonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...toBody(body, headers['content-type']),
  };
}

/** On a socket that serves IPv6 as well, Node gives an IPv4 address as one mapped into IPv6: `::ffff:192.0.2.1`. */
const addressOf = ({ socket }: IncomingMessage): string =>
  (socket.remoteAddress ?? '').replace(/^::ffff:(?=[\d.]+$)/i, '');

/**
 * The headers in lower case, as often as they were sent: `rawHeaders`, because Node's `headers` drops some duplicates
 * and joins others with a semicolon.
 */
export const headerPairs = ({ rawHeaders }: IncomingMessage): [name: string, value: string][] =>
  rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : []));

/** Values of one name are joined by commas, in the order sent. */
function joinedByName(pairs: Iterable<[string, string]>): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

const toCookies = (request: IncomingMessage): string[] =>
  headerPairs(request)
    .filter(([name]) => name === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '');

/** Such as `12/Mar/2020:19:03:58 +0000`. */
function toCommonLogTime(date: Date): string {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

function toBody(body: Buffer, contentType = ''): Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'> {
  if (body.length === 0) return { isBase64Encoded: false };
  return isText(contentType) && isUtf8(body)
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
}

/**
 * AWS documents that binary media types are encoded, but not which ones are binary. Others have tried it on a real HTTP
 * API (ministackorg/ministack#766): text is only what stands here. `+json`, forms and no type at all count as binary.
 */
const isText = (contentType: string): boolean =>
  /^(text\/[^;,]+|application\/(json|xml|javascript))$/i.test(contentType.replace(/;.*/s, '').trim());
