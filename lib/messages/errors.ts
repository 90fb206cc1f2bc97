import { ChatError } from '../errors.ts';
import type { Username } from '../users/username.ts';

export class NotTheSender extends ChatError {
  readonly code = 'not_the_sender';

  constructor(sender: Username) {
    super(`The token is not that of "${sender}". Messages are sent in one's own name: log in as the sender.`);
  }
}

export class UnknownRecipient extends ChatError {
  readonly code = 'unknown_recipient';

  constructor(recipient: Username) {
    super(`There is no user named "${recipient}". Check the spelling of the recipient.`);
  }
}
