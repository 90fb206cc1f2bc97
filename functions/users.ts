import { dynamodb, home } from '../lib/dynamodb/connection.ts';
import { created, noContent } from '../lib/http/answer.ts';
import type { SessionBody, UserBody } from '../lib/http/answers/users.ts';
import { byRoute, endpoint } from '../lib/http/endpoint.ts';
import { rehearse } from '../lib/http/rehearse.ts';
import {
  ChangePasswordRequest,
  CreateUserRequest,
  DeleteUserRequest,
  LogInRequest,
  LogOutRequest,
} from '../lib/http/requests/users.ts';
import { contactsStore } from '../lib/inbox/contacts-store.ts';
import { forgetContacts } from '../lib/inbox/forget-contacts.ts';
import { receiptsStore } from '../lib/inbox/receipts-store.ts';
import { attemptsStore } from '../lib/sessions/attempts-store.ts';
import { authenticate, sessionOf } from '../lib/sessions/authenticate.ts';
import { endSessions } from '../lib/sessions/end-sessions.ts';
import { addressLimits } from '../lib/sessions/limits.ts';
import { logIn } from '../lib/sessions/log-in.ts';
import { logOut } from '../lib/sessions/log-out.ts';
import { sessionsStore } from '../lib/sessions/store.ts';
import { tryPassword } from '../lib/sessions/try-password.ts';
import { changePassword } from '../lib/users/change-password.ts';
import { createUser } from '../lib/users/create-user.ts';
import { deleteUser } from '../lib/users/delete-user.ts';
import { hashingFromEnvironment } from '../lib/users/password.ts';
import { usersStore } from '../lib/users/store.ts';

const { clock } = dynamodb;
const users = usersStore(dynamodb, home);
const sessions = sessionsStore(dynamodb, home);
const attempts = attemptsStore(dynamodb);
const hashing = hashingFromEnvironment();
const limits = addressLimits();

const shared = {
  users,
  sessions,
  attempts,
  hashing,
  limits,
  clock,
  sessionOf: sessionOf({ sessions, clock }),
  authenticate: authenticate({ sessions, clock }),
  endSessions: endSessions({ sessions }),
  forgetContacts: forgetContacts({ contacts: contactsStore(dynamodb), receipts: receiptsStore(dynamodb) }),
  tryPassword: tryPassword({ users, attempts, hashing, limits, clock }),
};
const create = createUser(shared);
const change = changePassword(shared);
const remove = deleteUser(shared);
const open = logIn(shared);
const end = logOut(shared);

/** The routes of /users and /sessions: what users do with their accounts, and logging in and out. */
export const handler = byRoute({
  'POST /users': endpoint(CreateUserRequest, async ({ address, body }) =>
    created<UserBody>(await create({ address, ...body })),
  ),
  'PUT /users/me/password': endpoint(ChangePasswordRequest, async ({ address, caller, body }) => {
    await change({ address, caller, ...body });
    return noContent();
  }),
  'DELETE /users/me': endpoint(DeleteUserRequest, async ({ caller }) => {
    await remove({ caller });
    return noContent();
  }),
  'POST /sessions': endpoint(LogInRequest, async ({ address, body }) =>
    created<SessionBody>(await open({ address, ...body })),
  ),
  'DELETE /sessions': endpoint(LogOutRequest, async ({ caller, query }) => {
    await end({ caller, ...query });
    return noContent();
  }),
});

await rehearse(handler, { route: 'DELETE /sessions' });
