import { ChatError } from '../errors.ts';
import type { Username } from './username.ts';

/** Somebody has the name, or had it and was deleted. */
export class UsernameTaken extends ChatError {
  readonly code = 'username_taken';

  constructor(username: Username) {
    super(`There is already a user named "${username}". Names are compared without regard to case. Choose another.`);
  }
}

/** There is no user of that name; or, with a `detail` that says so, no conversation with them. */
export class UnknownUser extends ChatError {
  readonly code = 'unknown_user';

  constructor(username: Username, detail = `There is no user named "${username}". Check the spelling.`) {
    super(detail);
  }
}

/** A password is to be changed by somebody who does not know the present one. */
export class WrongPassword extends ChatError {
  readonly code = 'wrong_password';

  constructor() {
    super('The password is not the present one. Check "password"; "newPassword" is the one to come.');
  }
}
