import { ChatError, type ErrorCode } from '../errors.ts';
import { type Answer, json } from './answer.ts';
import { InvalidRequest } from './faults.ts';

/** What each error code is over HTTP. A test compares it with the table of errors in README.md. */
export const problems = {
  malformed_json: { status: 400, title: 'Malformed JSON' },
  invalid_request: { status: 400, title: 'Invalid request' },
  invalid_cursor: { status: 400, title: 'Invalid cursor' },
  unauthenticated: { status: 401, title: 'Unauthenticated' },
  invalid_credentials: { status: 401, title: 'Invalid credentials' },
  not_the_sender: { status: 403, title: 'Not the sender' },
  not_a_participant: { status: 403, title: 'Not a participant' },
  wrong_password: { status: 403, title: 'Wrong password' },
  session_too_old: { status: 403, title: 'Session too old' },
  unknown_recipient: { status: 404, title: 'Unknown recipient' },
  unknown_user: { status: 404, title: 'Unknown user' },
  username_taken: { status: 409, title: 'Username taken' },
  body_too_large: { status: 413, title: 'Body too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  idempotency_key_reused: { status: 422, title: 'Idempotency key reused' },
  too_many_attempts: { status: 429, title: 'Too many attempts' },
  internal: { status: 500, title: 'Internal error' },
  unavailable: { status: 503, title: 'Unavailable' },
} as const satisfies Record<ErrorCode, { status: number; title: string }>;

/** The `type` of a problem: a reference relative to README.md, whose table of errors has that anchor. */
export const typeOf = (code: ErrorCode): string => `#${code.replaceAll('_', '-')}`;

/** An internal error. It tells the caller nothing but the request id that finds it in the log. */
class Internal extends ChatError {
  readonly code = 'internal';

  constructor(cause: unknown) {
    super('Something went wrong on our side. Quote the request id in "instance" when you report it.', { cause });
  }
}

/** Any error as one that a caller may see. */
export const toChatError = (error: unknown): ChatError => (error instanceof ChatError ? error : new Internal(error));

/** The answer to a failed request: an RFC 9457 problem, whose `instance` is the id that finds its log line. */
export function problem(error: ChatError, requestId: string): Answer {
  const { status, title } = problems[error.code];
  const body = {
    type: typeOf(error.code),
    title,
    status,
    code: error.code,
    detail: error.message,
    instance: requestId,
    ...(error instanceof InvalidRequest && { errors: error.faults }),
  };
  return json(status, body, {
    'content-type': 'application/problem+json',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(error.retryAfter !== undefined && { 'retry-after': String(error.retryAfter) }),
  });
}
