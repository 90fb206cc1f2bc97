import type { BadInput } from './bad-input-request.ts';
import { badBodies } from './bad-inputs-body.ts';
import { badContent } from './bad-inputs-content.ts';
import { badCredentials } from './bad-inputs-credentials.ts';
import { badInboxes } from './bad-inputs-inbox.ts';
import { badInOrder } from './bad-inputs-order.ts';
import { badQueries } from './bad-inputs-query.ts';
import { badTokenUses } from './bad-inputs-token.ts';

/** Every bad input that the tests know, over all routes. */
export const badInputs: readonly BadInput[] = [
  ...badCredentials,
  ...badTokenUses,
  ...badBodies,
  ...badContent,
  ...badQueries,
  ...badInboxes,
  ...badInOrder,
];
