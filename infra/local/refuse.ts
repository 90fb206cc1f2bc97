import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { type Answer, ownAnswer } from './answer.ts';
import { headerPairs } from './event.ts';

/**
 * The most that an HTTP API takes as request line and header values together, in bytes. AWS documents the limit and not
 * the answer; those who have met it report 431. The words are ours, after those of its other answers.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const MAX_HEAD_BYTES = 10_240;

/** The answer to a request that is refused for its form, whatever it asks for. RFC 9112 has the rules for `Host`. */
export function refuse(request: IncomingMessage): Answer | undefined {
  const { method, url, httpVersion } = request;
  const headers = headerPairs(request);
  const hosts = headers.filter(([name]) => name === 'host').length;
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) return ownAnswer(400);

  // Node decodes the head of a request as Latin-1: a character is a byte.
  const requestLine = `${method} ${url} HTTP/${httpVersion}`;
  const bytes = headers.reduce((sum, [, value]) => sum + value.length, requestLine.length);
  return bytes > MAX_HEAD_BYTES ? ownAnswer(431) : undefined;
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Node's error for what it could not read as a request, with what it has read of it. */
export type Unreadable = NodeJS.ErrnoException & { readonly rawPacket?: Buffer };

/** The answer to what Node could not read as a request. It reads no method that it does not know: that is no route. */
export const refuseUnreadable = ({ code = '', rawPacket }: Unreadable): Answer => {
  const isUnknownMethod = code === 'HPE_INVALID_METHOD' && REQUEST_LINE.test(rawPacket?.toString('latin1') ?? '');
  const status = isUnknownMethod ? 404 : (statuses[code] ?? 400);
  return ownAnswer(status);
};

/** The first line of a request (RFC 9112, section 3), with a method of any name. */
const REQUEST_LINE = /^[\w!#$%&'*+.^`|~-]+ [!-~]+ HTTP\/1\.[01]\r\n/;

/** An answer as it is written to a socket that Node has given up, and closes. */
export function toBytes({ status, headers, body }: Answer): Buffer {
  const lines = Object.entries({ ...headers, 'content-length': body.length, connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n`), body]);
}
