import { ChatError } from '../errors.ts';

export class NotAParticipant extends ChatError {
  readonly code = 'not_a_participant';

  constructor() {
    super('The token is of neither userA nor userB. A conversation is open to its two participants only.');
  }
}

export class InvalidCursor extends ChatError {
  readonly code = 'invalid_cursor';

  /** What is wrong with it, as one fault among others tells it. */
  static readonly detail = 'must be the id of a message, an upper-case ULID, with "-" before it or without';

  constructor() {
    super(`The cursor ${InvalidCursor.detail}. Follow the links of an answer, and there is none to build.`);
  }
}
