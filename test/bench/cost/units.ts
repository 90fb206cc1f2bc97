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

/**
 * Logging in, from a new address or from one where the last log-in was a day ago: the attempt is counted three times and
 * taken back twice, the session put, and the address remembered.
 */
export const logIn: Units = { roundTrips: 3, readUnits: 3, writeUnits: 7 };

/** Logging in once more from there within a day, where the same process has seen it in the last 5 minutes. */
export const logInAgain: Units = { roundTrips: 3, readUnits: 3, writeUnits: 4 };

/** Of those, what stores the session: Attempts, which takes the others, is a table that each region has for itself. */
export const SESSION_WRITE_UNITS = 1;

/** What a log-in away from home adds: the user is read, and the session put, there too. */
export const logInAway = { readUnits: 1, writeUnits: SESSION_WRITE_UNITS };

/** Read units of looking for the newest message of a conversation, where it has that many bytes. */
export const newestReadUnits = (bytes: number): number => Math.ceil(bytes / 4096);

/** Sending a message of that many bytes: session 1, recipient 1, newest message 1 for each 4 KB. */
export const send = (bytes: number): Units => ({
  roundTrips: 2,
  readUnits: 2 + newestReadUnits(bytes),
  writeUnits: Math.ceil(bytes / 1024),
});

/** What an idempotency key adds to a send: the note is looked for and put. */
export const key: Units = { roundTrips: 1, readUnits: 1, writeUnits: 1 };

/** Write units that a send adds which begins an hour of its conversation: it puts the contacts of both. */
export const HOUR_WRITE_UNITS = 2;

/** The sizes of small items, in bytes, names of attributes included, where a username has 8 characters and a key 36. */
export const NOTE_BYTES = 220;
export const SESSION_BYTES = 120;
export const CONTACT_BYTES = 52;
export const RECEIPT_BYTES = 105;

/** Read units of the messages on a page, where each has that many bytes: 1 for each 4 KB. */
export const pageReadUnits = (bytes: number): number => Math.ceil((PAGE_SIZE * bytes) / 4096);

/** The newest page of messages of that many bytes, or one that a link leads to: session 1, messages 1 for each 4 KB. */
export const page = (bytes: number): Units => ({
  roundTrips: 1,
  readUnits: 1 + pageReadUnits(bytes),
  writeUnits: 0,
});

/** A page by its number, bookmarks current: sequential round trips, at most. */
export const jumpRoundTrips = 4;

/** An inbox: how many contacts its user has, how many conversations are on its page, and how many of those have unread messages. */
export type Inbox = { readonly contacts: number; readonly shown: number; readonly unread: number };

/** Read units of a user's contacts: 1 for each 40 or so. */
export const contactsReadUnits = (contacts: number): number => Math.max(1, Math.ceil(contacts / 40));

/**
 * A page of the inbox, all its conversations of an hour of their own: session 1, the contacts; for each conversation its
 * newest message 1 and its receipts 1, and 1 for what is unread, up to 4 KB of it; 1 to see that there is another.
 */
export const inbox = ({ contacts, shown, unread }: Inbox): Units => ({
  roundTrips: unread > 0 ? 4 : 3,
  readUnits: 1 + contactsReadUnits(contacts) + 2 * shown + unread + (contacts > shown ? 1 : 0),
  writeUnits: 0,
});

/** A poll of the inbox that finds nothing: session 1, the contacts, 1 for each that was active in the last two hours. */
export const inboxPoll = (contacts: number, active: number): Units => ({
  roundTrips: active > 0 ? 2 : 1,
  readUnits: 1 + contactsReadUnits(contacts) + active,
  writeUnits: 0,
});

/** A poll of one conversation that finds nothing: session 1, messages 1. */
export const poll: Units = { roundTrips: 1, readUnits: 2, writeUnits: 0 };

/** Telling up to where a conversation has been read: session 1, newest message 1, the receipt. */
export const receipt: Units = { roundTrips: 2, readUnits: 2, writeUnits: 1 };
