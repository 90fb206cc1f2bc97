import { ChatError } from '../errors.ts';

/** A token is missing, malformed, or of no open session. */
export class Unauthenticated extends ChatError {
  readonly code = 'unauthenticated';

  constructor(
    detail = 'The token is unknown, has expired or was logged out. Log in with POST /sessions to get a new one.',
  ) {
    super(detail);
  }
}

/** A log-in with a wrong password, or with the name of nobody: the same for both. */
export class InvalidCredentials extends ChatError {
  readonly code = 'invalid_credentials';

  constructor() {
    super('There is no user with this name and password. Check both; the password is case-sensitive.');
  }
}

/** Over one of the limits of log-ins and sign-ups, with the seconds until its window ends. */
export class TooManyAttempts extends ChatError {
  readonly code = 'too_many_attempts';
  override readonly retryAfter: number;

  constructor(seconds: number) {
    super(
      'Too many attempts with this name or from this address. Try again after as many seconds as Retry-After says.',
    );
    this.retryAfter = seconds;
  }
}

/** A user is to be deleted with a session of more than five minutes. */
export class SessionTooOld extends ChatError {
  readonly code = 'session_too_old';

  constructor() {
    super(
      'Deleting a user takes a session that is at most five minutes old. Log in again, and delete with the new token.',
    );
  }
}
