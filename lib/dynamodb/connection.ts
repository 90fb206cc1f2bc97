import { BOOKMARKS_GENERATION_VARIABLE, HOME_REGION_VARIABLE } from '../tables.ts';
import { connectToDynamodb } from './client.ts';

/** The connection that everything in this process shares. */
export const dynamodb = connectToDynamodb(process.env);

const { [HOME_REGION_VARIABLE]: region, HOME_ENDPOINT_URL_DYNAMODB: endpoint } = process.env;

/**
 * The connection to the home region, which hands out usernames: the one above, unless the environment names another.
 * Two attempts there leave a request time to go on without it. Only this region's store tells the time. Its endpoint is
 * AWS's own, unless a test says otherwise.
 */
export const home = region
  ? connectToDynamodb(process.env, { region, endpoint, maxAttempts: 2, clock: dynamodb.clock })
  : dynamodb;

/** The generation of the bookmarks that this process reads and sets. */
export const bookmarksGeneration = process.env[BOOKMARKS_GENERATION_VARIABLE] || '1';
