import * as z from 'zod/mini';
import { contentSchema } from '../../messages/content.ts';
import { idempotencyKeySchema } from '../../messages/send-key.ts';
import { usernameSchema } from '../../users/username.ts';
import type { RequestShape } from '../request.ts';

/** POST /messages */
export const SendMessageRequest = {
  token: true,
  headers: z.object({ 'idempotency-key': z.optional(idempotencyKeySchema) }),
  body: z
    .strictObject({ sender: usernameSchema, recipient: usernameSchema, content: contentSchema })
    .register(z.globalRegistry, { id: 'MessageDraft', description: 'A message, as it is sent.' }),
} as const satisfies RequestShape;
