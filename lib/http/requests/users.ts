import { credentialsSchema } from '../../users/password.ts';
import type { RequestShape } from '../request.ts';

/** POST /users */
export const CreateUserRequest = { token: false, body: credentialsSchema } as const satisfies RequestShape;

/** POST /sessions */
export const LogInRequest = { token: false, body: credentialsSchema } as const satisfies RequestShape;

/** DELETE /sessions */
export const LogOutRequest = { token: true } as const satisfies RequestShape;
