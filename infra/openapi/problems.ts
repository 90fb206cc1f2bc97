import type { ChatError, ErrorCode } from '../../lib/errors.ts';
import { BodyTooLarge, MalformedJson, UnsupportedMediaType } from '../../lib/http/errors.ts';
import { InvalidRequest } from '../../lib/http/faults.ts';
import { problem, toChatError } from '../../lib/http/problem.ts';
import { IdempotencyKeyReused, NotTheSender, TooLate, UnknownRecipient } from '../../lib/messages/errors.ts';
import { InvalidCursor, NotAParticipant } from '../../lib/pages/errors.ts';
import { InvalidCredentials, SessionTooOld, TooManyAttempts, Unauthenticated } from '../../lib/sessions/errors.ts';
import { UnknownUser, UsernameTaken, WrongPassword } from '../../lib/users/errors.ts';
import type { Username } from '../../lib/users/username.ts';

const alice = 'alice' as Username;
const bob = 'bob' as Username;

/** One error of each code. */
const errors: Readonly<Record<ErrorCode, ChatError>> = {
  malformed_json: new MalformedJson(),
  invalid_request: new InvalidRequest([{ parameter: 'color', detail: 'is not known here' }]),
  invalid_cursor: new InvalidCursor(`"cursor" ${InvalidCursor.details.cursor}`),
  unauthenticated: new Unauthenticated(),
  invalid_credentials: new InvalidCredentials(),
  not_the_sender: new NotTheSender(bob),
  not_a_participant: new NotAParticipant(),
  wrong_password: new WrongPassword(),
  session_too_old: new SessionTooOld(),
  unknown_recipient: new UnknownRecipient(bob),
  unknown_user: new UnknownUser(bob),
  username_taken: new UsernameTaken(alice),
  idempotency_key_reused: new IdempotencyKeyReused(),
  body_too_large: new BodyTooLarge(70_000),
  unsupported_media_type: new UnsupportedMediaType(),
  too_many_attempts: new TooManyAttempts(187),
  internal: toChatError(new Error()),
  unavailable: new TooLate(),
};

/** The problem of a code as a caller gets it. */
export const exampleProblem = (code: ErrorCode): unknown =>
  JSON.parse(problem(errors[code], 'JKJaXmPLvHcESHA=').body ?? '');
