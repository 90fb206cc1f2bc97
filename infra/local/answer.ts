import { validateHeaderName, validateHeaderValue } from 'node:http';
import { onEveryAnswer } from '../../lib/http/answer.ts';
import { gatewayMessage } from '../gateway-message.ts';

/** An HTTP answer, ready to be written. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

/** An answer that no function has given, with the headers that theirs have. API Gateway cannot add them to its own. */
export const complete = (answer: Answer): Answer => ({ ...answer, headers: { ...onEveryAnswer, ...answer.headers } });

/** An answer of API Gateway's own, in its own words. */
export const ownAnswer = (status: number): Answer =>
  complete({
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ message: gatewayMessage(status) })),
  });

/**
 * The answer that API Gateway makes of what a function returned, in payload format 2.0.
 * Throws, saying what is wrong with it, where API Gateway would answer 500.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toAnswer(result: unknown): Answer {
  if (!isRecord(result) || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }

  const status = result.statusCode;
  const headers = result.headers ?? {};
  const cookies = result.cookies ?? [];
  const body = result.body ?? '';
  if (!isStatus(status)) throw new TypeError('statusCode is not an integer from 200 to 599');
  if (!isRecord(headers)) throw new TypeError('headers is not an object');
  if (!isStrings(cookies)) throw new TypeError('cookies is not an array of strings');
  if (typeof body !== 'string') throw new TypeError('body is not a string');

  return {
    status,
    headers: withCookies(toHeaders(headers), cookies),
    body: Buffer.from(body, result.isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isStatus = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;

const isStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const toHeaders = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!['string', 'number', 'boolean'].includes(typeof value))
        throw new TypeError(`header ${name} is not a string`);
      validateHeaderName(name);
      validateHeaderValue(name, String(value));
      return [name.toLowerCase(), String(value)];
    }),
  );

function withCookies(headers: Record<string, string>, cookies: string[]): Answer['headers'] {
  if (cookies.length === 0) return headers;
  const { 'set-cookie': last, ...others } = headers;
  return { ...others, 'set-cookie': last === undefined ? cookies : [...cookies, last] };
}
