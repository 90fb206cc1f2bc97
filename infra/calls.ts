import type { FunctionName } from '../lib/routes.ts';
import type { TableName } from '../lib/tables.ts';

/** A call that a function makes on a table: the IAM action without its `dynamodb:`. */
export type Call = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'Query';

/** Which function makes which calls on which tables. Grants are made from this and from nothing else. */
export type Calls = Readonly<Record<FunctionName, Partial<Readonly<Record<TableName, readonly Call[]>>>>>;

/** The calls in the region of the API. */
export const calls = {
  users: {
    Users: ['GetItem', 'PutItem'],
    Sessions: ['GetItem', 'PutItem', 'Query'],
    Attempts: ['GetItem', 'PutItem', 'UpdateItem'],
    Contacts: ['Query', 'DeleteItem'],
    Receipts: ['DeleteItem'],
  },
  'send-message': {
    Sessions: ['GetItem'],
    Users: ['GetItem'],
    Messages: ['Query', 'GetItem', 'PutItem'],
    Sends: ['GetItem', 'PutItem'],
    Contacts: ['UpdateItem'],
  },
  'fetch-messages': {
    Sessions: ['GetItem'],
    Users: ['GetItem'],
    Messages: ['Query'],
    Bookmarks: ['Query', 'PutItem'],
    Contacts: ['Query'],
    Receipts: ['Query', 'UpdateItem'],
  },
} as const satisfies Calls;

/**
 * The calls that reach from any other region into the home region: users are written only there, sessions there too, and
 * both are looked up there before anyone hears that they do not exist.
 */
export const callsHome = {
  users: { Users: ['GetItem', 'PutItem'], Sessions: ['GetItem', 'PutItem', 'Query'] },
  'send-message': { Users: ['GetItem'], Sessions: ['GetItem'] },
  'fetch-messages': { Users: ['GetItem'], Sessions: ['GetItem'] },
} as const satisfies Calls;

/** The calls in a region that is not home: as at home, except that it writes no user and queries no sessions. */
export const callsAway = {
  ...calls,
  users: { ...calls.users, Users: ['GetItem'], Sessions: ['GetItem', 'PutItem'] },
} as const satisfies Calls;
