import { ChatError } from '../errors.ts';

/** A conversation of two others. */
export class NotAParticipant extends ChatError {
  readonly code = 'not_a_participant';

  constructor() {
    super('The token is of neither userA nor userB. A conversation is open to its two participants only.');
  }
}

/** What names a place in a conversation, or in a list of them, is malformed, and nothing else is wrong. */
export class InvalidCursor extends ChatError {
  readonly code = 'invalid_cursor';

  /** What is wrong with what names a place, as one fault among others tells it. */
  static readonly details = {
    id: 'must be the id of a message, an upper-case ULID',
    cursor: 'must be the id of a message, an upper-case ULID, with "-" before it or without',
    listCursor: 'must be an hour, "_" and the id of a message, as a link has them',
  } as const;

  /** Takes which parameters are wrong, and how. */
  constructor(faults: string) {
    super(`${faults}. Use the links of an answer as they are.`);
  }
}
