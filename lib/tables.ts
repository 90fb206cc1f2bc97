/** A key attribute: its name and DynamoDB type (`S`tring or `N`umber). */
export type KeyAttribute = { readonly name: string; readonly type: 'S' | 'N' };

/** One DynamoDB table: what CDK, the local engine and the tests create it from. */
export type Table = {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  /** The attribute that holds the time, in epoch seconds, after which DynamoDB may delete an item. */
  readonly timeToLive?: string;
  /** Set where each region keeps a table of its own; without it, all regions hold the same items. */
  readonly regional?: true;
};

/** The schema: every table, by name. Its full name is `<prefix>-<name>`; see {@link tableName}. */
export const tables = {
  /** Password hash and creation time of each user. */
  Users: { partitionKey: { name: 'username', type: 'S' } },
  /** The sessions of each user, by the SHA-256 digest of the token. */
  Sessions: {
    partitionKey: { name: 'username', type: 'S' },
    sortKey: { name: 'tokenDigest', type: 'S' },
    timeToLive: 'expiresAt',
  },
  /** Every message, by conversation, in the order of its time and id. */
  Messages: { partitionKey: { name: 'conversation', type: 'S' }, sortKey: { name: 'sentAt', type: 'S' } },
  /** Notes of sends with an idempotency key: which message each made, or will make. */
  Sends: { partitionKey: { name: 'sendKey', type: 'S' }, timeToLive: 'expiresAt' },
  /** The place of every 100th message of a conversation, by its ordinal and by the place: derived, free to be deleted. */
  Bookmarks: {
    partitionKey: { name: 'conversation', type: 'S' },
    sortKey: { name: 'position', type: 'S' },
    regional: true,
  },
  /** The hour in which each conversation of a user was last active. */
  Contacts: { partitionKey: { name: 'username', type: 'S' }, sortKey: { name: 'contact', type: 'S' } },
  /** Up to which place each of two has read their conversation. */
  Receipts: { partitionKey: { name: 'conversation', type: 'S' }, sortKey: { name: 'username', type: 'S' } },
  /**
   * Log-ins and sign-ups by name and address in each window of time, and who has logged in from where. A count that two
   * regions wrote would lose what one added.
   */
  Attempts: { partitionKey: { name: 'attemptsKey', type: 'S' }, timeToLive: 'expiresAt', regional: true },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;

/** The environment variable that holds the prefix of every table's name: the name of the stack. */
export const TABLE_PREFIX_VARIABLE = 'TABLE_PREFIX';

/** The environment variable that names the home region, which hands out usernames, where that is another one. */
export const HOME_REGION_VARIABLE = 'HOME_REGION';

/** The environment variable that holds the generation of the bookmarks: a whole number from 1, which it is unless set. */
export const BOOKMARKS_GENERATION_VARIABLE = 'BOOKMARKS_GENERATION';

/** The full name of a table, such as `Duologue-Messages`. */
export const tableName = (prefix: string, table: TableName): string => `${prefix}-${table}`;
