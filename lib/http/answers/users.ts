import * as z from 'zod/mini';
import { TOKEN } from '../../sessions/token.ts';
import { foldedUsername, time } from './parts.ts';

/** What POST /users answers. */
export const userBody = z
  .strictObject({ username: foldedUsername(), createdAt: time() })
  .register(z.globalRegistry, { id: 'User' });

/** What POST /sessions answers. */
export const sessionBody = z
  .strictObject({
    token: z.string().check(z.regex(TOKEN), z.meta({ description: 'Goes into `Authorization: Bearer <token>`.' })),
    username: foldedUsername(),
    expiresAt: time(),
  })
  .register(z.globalRegistry, { id: 'Session' });

export type UserBody = z.output<typeof userBody>;
export type SessionBody = z.output<typeof sessionBody>;
