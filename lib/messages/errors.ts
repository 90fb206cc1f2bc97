import { ChatError } from '../errors.ts';
import type { Username } from '../users/username.ts';

/** A message in the name of somebody other than the caller. */
export class NotTheSender extends ChatError {
  readonly code = 'not_the_sender';

  constructor(sender: Username) {
    super(`The token is not that of "${sender}". Messages are sent in one's own name: log in as the sender.`);
  }
}

/** A message to somebody who does not exist, or was deleted. */
export class UnknownRecipient extends ChatError {
  readonly code = 'unknown_recipient';

  constructor(recipient: Username) {
    super(`There is no user named "${recipient}". Check the spelling of the recipient.`);
  }
}

/** An idempotency key that its sender has used for another message. */
export class IdempotencyKeyReused extends ChatError {
  readonly code = 'idempotency_key_reused';

  constructor() {
    super(
      'This Idempotency-Key came with another request in the last 24 hours. Send each new message with a new key, and ' +
        'a message again with its own key and unchanged.',
    );
  }
}

/** Another try of the same send is under way. */
export class SendInDoubt extends ChatError {
  readonly code = 'unavailable';
  override readonly retryAfter = 1;

  constructor() {
    super('Another try of this send is under way. Send it again with the same Idempotency-Key.');
  }
}

/** The message's time has passed too long ago for it to be stored any more. */
export class TooLate extends ChatError {
  readonly code = 'unavailable';
  override readonly retryAfter = 1;

  constructor() {
    super('The message could not be stored in time. Send it again.');
  }
}
