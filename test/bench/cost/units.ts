/** What an operation asks of the store. `units.test.ts` counts each and fails where one of these is not so. */
export type Units = {
  /** Sequential round trips to the store. */
  readonly roundTrips: number;
  readonly readUnits: number;
  readonly writeUnits: number;
};

/** Messages on a page: the default of the API. */
export const PAGE_SIZE = 50;

/** Signing up. */
export const signUp: Units = { roundTrips: 2, readUnits: 0, writeUnits: 2 };

/** Logging in from a new address, which costs most; away from home it is `logInAwayReadUnits` more. */
export const logIn: Units = { roundTrips: 3, readUnits: 3, writeUnits: 7 };

/** Of those, all but the session: what counts the attempt, or takes it back; the attempts of a region are not replicated. */
export const logInRegionalWriteUnits = 6;

/** Away from home the user is read here and at home: read units beside those of a log-in at home. */
export const logInAwayReadUnits = 1;

/** Sending a message of that many bytes: session 1, recipient 1, newest message 1 for each 4 KB. */
export const send = (bytes: number): Units => ({
  roundTrips: 2,
  readUnits: 2 + Math.ceil(bytes / 4096),
  writeUnits: Math.ceil(bytes / 1024),
});

/** What an idempotency key adds to a send: the note is looked for and put. */
export const key: Units = { roundTrips: 1, readUnits: 1, writeUnits: 1 };

/** The newest page of messages of that many bytes, or one that a link leads to: session 1, messages 1 for each 4 KB. */
export const page = (bytes: number): Units => ({
  roundTrips: 1,
  readUnits: 1 + Math.ceil((PAGE_SIZE * bytes) / 4096),
  writeUnits: 0,
});

/** A page by its number, bookmarks current: sequential round trips, at most. */
export const jumpRoundTrips = 4;
