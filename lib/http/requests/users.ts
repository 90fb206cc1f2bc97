import * as z from 'zod/mini';
import { credentialsSchema, givenPasswordSchema, newCredentialsSchema, passwordSchema } from '../../users/password.ts';
import type { RequestShape } from '../request.ts';
import { flag } from './parameters.ts';

/** POST /users */
export const CreateUserRequest = { token: false, body: newCredentialsSchema } as const satisfies RequestShape;

/** PUT /users/me/password */
export const ChangePasswordRequest = {
  token: true,
  body: z.strictObject({ password: givenPasswordSchema, newPassword: passwordSchema }).register(z.globalRegistry, {
    id: 'Passwords',
    description: 'The present password of a user, and the one to come.',
  }),
} as const satisfies RequestShape;

/** DELETE /users/me */
export const DeleteUserRequest = { token: true } as const satisfies RequestShape;

/** POST /sessions */
export const LogInRequest = { token: false, body: credentialsSchema } as const satisfies RequestShape;

/** DELETE /sessions */
export const LogOutRequest = {
  token: true,
  query: z.strictObject({ all: z.optional(flag('Whether to end all sessions of the user.')) }),
} as const satisfies RequestShape;
