import { connectToDynamodb } from './client.ts';
import { warm } from './warm.ts';

/** The connection that everything in this process shares. */
export const dynamodb = connectToDynamodb(process.env);

// Only Lambda starts a process for a request; on a laptop it would delay the start, and count as a request in tests.
if (process.env.AWS_LAMBDA_FUNCTION_NAME) await warm(dynamodb);
