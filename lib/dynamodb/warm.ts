import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from './client.ts';

/** How long a function's start may wait for the store, in milliseconds. */
const PATIENCE = 1000;

/**
 * Makes the first call of a process, which costs some 25 ms more than the second (credentials, connection, code that
 * has not run yet), before a caller waits for it. It looks for a session that cannot be: half a read unit. A store that
 * does not answer is left to the first request.
 */
export async function warm({ client, table }: Dynamodb): Promise<void> {
  const read = new GetCommand({ TableName: table('Sessions'), Key: { tokenDigest: '-' } });
  await client.send(read, { abortSignal: AbortSignal.timeout(PATIENCE) }).catch(() => undefined);
}
