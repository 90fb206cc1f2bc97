import { connectToDynamodb } from './client.ts';

/** The connection that everything in this process shares. */
export const dynamodb = connectToDynamodb(process.env);
