import * as z from 'zod/mini';
import { contentSchema } from '../../messages/content.ts';
import { usernameSchema } from '../../users/username.ts';
import type { RequestShape } from '../request.ts';

/** POST /messages */
export const SendMessageRequest = {
  token: true,
  body: z.strictObject({ sender: usernameSchema, recipient: usernameSchema, content: contentSchema }),
} as const satisfies RequestShape;
