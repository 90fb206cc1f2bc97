import type { RegionId } from '../globe/round-trips.ts';
import type { Inbox } from './units.ts';

/** Seconds of a month: 730 hours, as AWS counts. */
export const MONTH = 730 * 3600;

/** What people do in a month, and where. */
export type Load = {
  readonly users: number;
  /** Messages that a user sends in a month. */
  readonly messagesPerUser: number;
  /** Pages that a user reads in a month, polls included. */
  readonly pagesPerUser: number;
  /** How often a user opens the inbox in a month. */
  readonly inboxesPerUser: number;
  /** How often a user tells in a month up to where a conversation has been read. */
  readonly receiptsPerUser: number;
  /** Whom a user writes to or hears from; all are on one page of the inbox, a fifth of them with unread messages. */
  readonly contactsPerUser: number;
  /** How often a user logs in in a month; a session lasts 7 days. */
  readonly logInsPerUser: number;
  /** The size of a stored message, in bytes, with the names of its attributes. */
  readonly bytesPerMessage: number;
  /** The share of sends that have an idempotency key, 0 to 1. */
  readonly withKey: number;
  /** The share of sends that are the first of their conversation in an hour, 0 to 1. */
  readonly beginsHour: number;
  /** Whether clients take pages gzipped. Browsers do. */
  readonly isGzipped: boolean;
  /** Whether X-Ray traces requests, as `-c tracing=true` has it. */
  readonly isTraced: boolean;
  /** Home first. The users are spread evenly over them. */
  readonly regions: readonly RegionId[];
  /** By how much the busiest second is above the mean. */
  readonly peakFactor: number;
  /** How many months of messages are kept. */
  readonly monthsKept: number;
};

/** Conversations on a page of the inbox: the default of the API. */
const MOST_SHOWN = 20;

export const usualLoad: Load = {
  users: 1_000_000,
  messagesPerUser: 40,
  pagesPerUser: 120,
  inboxesPerUser: 30,
  receiptsPerUser: 20,
  contactsPerUser: 10,
  logInsPerUser: 5,
  bytesPerMessage: 350,
  withKey: 1,
  beginsHour: 0.25,
  isGzipped: true,
  isTraced: false,
  regions: ['us-east-1'],
  peakFactor: 5,
  monthsKept: 12,
};

/** How often a load asks for what in a month. */
export function requestsOf(load: Load) {
  const { users } = load;
  const each = {
    sends: users * load.messagesPerUser,
    pages: users * load.pagesPerUser,
    inboxes: users * load.inboxesPerUser,
    receipts: users * load.receiptsPerUser,
    logIns: users * load.logInsPerUser,
  };
  return { ...each, all: each.sends + each.pages + each.inboxes + each.receipts + each.logIns };
}

/** A user's inbox: all conversations on one page, a fifth of them with unread messages. */
export const inboxOf = ({ contactsPerUser }: Load): Inbox => ({
  contacts: contactsPerUser,
  shown: Math.min(contactsPerUser, MOST_SHOWN),
  unread: Math.min(contactsPerUser, MOST_SHOWN) / 5,
});
