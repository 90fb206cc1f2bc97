/**
 * What a request can fail with, as programs read it. Status numbers and titles live with HTTP, in
 * `http/problem.ts`.
 */
export type ErrorCode =
  | 'malformed_json'
  | 'invalid_request'
  | 'invalid_cursor'
  | 'unauthenticated'
  | 'invalid_credentials'
  | 'not_the_sender'
  | 'not_a_participant'
  | 'wrong_password'
  | 'session_too_old'
  | 'unknown_recipient'
  | 'unknown_user'
  | 'username_taken'
  | 'idempotency_key_reused'
  | 'too_many_attempts'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'internal'
  | 'unavailable';

/** An expected failure: a stable code, and a sentence for the caller that says how to put it right. */
export abstract class ChatError extends Error {
  abstract readonly code: ErrorCode;
  /** After how many seconds the same request may succeed, where waiting helps. */
  readonly retryAfter?: number;
}
