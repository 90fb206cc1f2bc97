import { ChatError } from '../errors.ts';
import type { Username } from './username.ts';

export class UsernameTaken extends ChatError {
  readonly code = 'username_taken';

  constructor(username: Username) {
    super(`There is already a user named "${username}". Names are compared without regard to case. Choose another.`);
  }
}

export class UnknownUser extends ChatError {
  readonly code = 'unknown_user';

  constructor(username: Username, detail = `There is no user named "${username}". Check the spelling.`) {
    super(detail);
  }
}

export class WrongPassword extends ChatError {
  readonly code = 'wrong_password';

  constructor() {
    super('The password is not the present one. Check "password"; "newPassword" is the one to come.');
  }
}
