import { dynamodb, home } from '../lib/dynamodb/connection.ts';
import { created, noContent } from '../lib/http/answer.ts';
import type { SessionBody, UserBody } from '../lib/http/answers/users.ts';
import { byRoute, endpoint } from '../lib/http/endpoint.ts';
import { rehearse } from '../lib/http/rehearse.ts';
import { CreateUserRequest, LogInRequest, LogOutRequest } from '../lib/http/requests/users.ts';
import { attemptsStore } from '../lib/sessions/attempts-store.ts';
import { authenticate } from '../lib/sessions/authenticate.ts';
import { logIn } from '../lib/sessions/log-in.ts';
import { logOut } from '../lib/sessions/log-out.ts';
import { sessionsStore } from '../lib/sessions/store.ts';
import { createUser } from '../lib/users/create-user.ts';
import { hashingFromEnvironment } from '../lib/users/password.ts';
import { usersStore } from '../lib/users/store.ts';

const { clock } = dynamodb;
const users = usersStore(dynamodb, home);
const sessions = sessionsStore(dynamodb, home);
const attempts = attemptsStore(dynamodb);
const hashing = hashingFromEnvironment();

const signUp = createUser({ users, hashing, clock });
const enter = logIn({ users, sessions, attempts, hashing, clock });
const leave = logOut({ authenticate: authenticate({ sessions, clock }), sessions });

/** POST /users: creates a user. POST /sessions: logs in. DELETE /sessions: logs out. */
export const handler = byRoute({
  'POST /users': endpoint(CreateUserRequest, async ({ body }) => created<UserBody>(await signUp(body))),
  'POST /sessions': endpoint(LogInRequest, async ({ body }) => created<SessionBody>(await enter(body))),
  'DELETE /sessions': endpoint(LogOutRequest, async ({ caller }) => {
    await leave({ caller });
    return noContent();
  }),
});

await rehearse(handler, { route: 'DELETE /sessions' });
