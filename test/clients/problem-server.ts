import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChatError, type ErrorCode } from '../../lib/errors.ts';
import { InvalidRequest, inBody, inHeaders, inQuery } from '../../lib/http/faults.ts';
import { problem } from '../../lib/http/problem.ts';
import { DETAIL } from './hostile-detail.ts';

/** A failure of any code. */
class AnyFailure extends ChatError {
  readonly code: ErrorCode;
  override readonly retryAfter = 7;

  constructor(code: ErrorCode) {
    super(DETAIL);
    this.code = code;
  }
}

const faults = [inBody(['content', 'a/b~c', '\u202e']), inQuery(['page']), inHeaders(['idempotency-key'])];

function errorOf(code: ErrorCode): ChatError {
  if (code !== 'invalid_request') return new AnyFailure(code);
  return Object.assign(new InvalidRequest(faults.map((at) => ({ ...at, detail: DETAIL }))), { message: DETAIL });
}

// A server that answers each request with the problem whose code begins its path, and tells its port to who forked it.
const server = createServer((request, response) => {
  const [, code] = (request.url ?? '').split('/');
  const { statusCode, headers, body } = problem(errorOf(code as ErrorCode), 'JKJaXmPLvHcESHA=');
  request.resume().once('end', () => response.writeHead(statusCode, headers).end(body));
}).listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
