import type { RegionId } from '../globe/round-trips.ts';

/** Seconds of a month: 730 hours, as AWS counts. */
export const MONTH = 730 * 3600;

/** What people do in a month, and where. */
export type Load = {
  readonly users: number;
  /** Messages that a user sends in a month. */
  readonly messagesPerUser: number;
  /** Pages that a user reads in a month, polls included. */
  readonly pagesPerUser: number;
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
  /** Home first. The users are spread evenly over them. */
  readonly regions: readonly RegionId[];
  /** By how much the busiest second is above the mean. */
  readonly peakFactor: number;
  /** How many months of messages are kept. */
  readonly monthsKept: number;
};

export const usualLoad: Load = {
  users: 1_000_000,
  messagesPerUser: 40,
  pagesPerUser: 120,
  logInsPerUser: 5,
  bytesPerMessage: 350,
  withKey: 1,
  beginsHour: 0.25,
  isGzipped: true,
  regions: ['us-east-1'],
  peakFactor: 5,
  monthsKept: 12,
};

/** What a load asks for in a month. */
export const requestsOf = ({ users, messagesPerUser, pagesPerUser, logInsPerUser }: Load) => ({
  sends: users * messagesPerUser,
  pages: users * pagesPerUser,
  logIns: users * logInsPerUser,
});
