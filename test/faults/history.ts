import type { Crash } from './processes.ts';

/** One HTTP request of a client, and what came of it. Times are milliseconds on the harness's own steady clock. */
export type Exchange = {
  readonly route: string;
  /** The name of the process that it was sent to. */
  readonly process: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Undefined where the connection broke, or nothing came. */
  readonly status?: number | undefined;
  /** The code of a problem. */
  readonly code?: string | undefined;
  readonly retryAfter?: string | undefined;
  /** The codes that this request may rightly be refused with. */
  readonly mayBeRefused?: readonly string[] | undefined;
  /** Whether one of these refusals is the only right answer (or 503). */
  readonly mustBeRefused?: boolean | undefined;
};

/** What was sent: the same for each attempt at it. */
export type Send = {
  /** Names this send among all, and is the text of its message. */
  readonly label: string;
  readonly sender: string;
  readonly recipient: string;
  readonly key?: string | undefined;
};

/** One HTTP request that sends a message. */
export type SendAttempt = Exchange & {
  readonly send: Send;
  /** The id of the newest message of the conversation that the sender had seen. */
  readonly seen?: string | undefined;
  /** What a 201 said. */
  readonly acknowledged?: { readonly message: ShownMessage; readonly replayed: boolean } | undefined;
};

/** A message, as the product shows it. */
export type ShownMessage = {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly sentAt: string;
  readonly content: unknown;
};

/** A stretch of a conversation that somebody read, from one of its ends: one page, or all pages of a walk. */
export type Reading = {
  readonly reader: string;
  readonly conversation: string;
  readonly order: 'newest' | 'oldest';
  readonly startedAt: number;
  readonly endedAt: number;
  readonly messages: readonly ShownMessage[];
  /** Whether it went to the other end. */
  readonly complete: boolean;
  /** Whether it was made after everything else had ended. */
  readonly final: boolean;
};

/** A conversation, as an inbox tells it. */
export type Told = { readonly contact: string; readonly newest: ShownMessage };

/** All pages of an inbox, or of a poll of it. */
export type InboxReading = {
  readonly reader: string;
  /** What the poll asked for: conversations with a message after that id. Undefined for a whole inbox. */
  readonly since?: string | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly pages: number;
  readonly told: readonly Told[];
  /** Whether it was made after everything else had ended. */
  readonly final: boolean;
};

/** A message that was put into the engine. */
export type Landing = {
  readonly id: string;
  readonly process: string;
  readonly at: number;
  /** For how many milliseconds the store, or the network, held it before. */
  readonly onItsWay: number;
};

/** A write that the network held for seconds, and whether its condition still held when it arrived. */
export type HeldWrite = { readonly table: string; readonly onItsWay: number; readonly tookPlace: boolean };

/** The sign-ups with one name, and how many of them were told that the name is theirs. */
export type SignUps = {
  readonly username: string;
  readonly won: number;
  readonly unknown: number;
  readonly taken: number;
};

/** When a process was down, from its kill until it listened again. */
export type Outage = { readonly process: string; readonly from: number; readonly to: number };

/** When the harness did not get to run: what passes through it had to wait. */
export type Stall = { readonly from: number; readonly to: number };

/** What happened, as the harness saw it. */
export type History = {
  /** Every request but the sends. */
  readonly exchanges: readonly Exchange[];
  readonly attempts: readonly SendAttempt[];
  readonly readings: readonly Reading[];
  readonly inboxReadings: readonly InboxReading[];
  readonly landings: readonly Landing[];
  readonly heldWrites: readonly HeldWrite[];
  readonly signUps: readonly SignUps[];
  /** The messages that lie in the engine at the end. */
  readonly stored: readonly ShownMessage[];
  /** How many places in the engine are fenced. */
  readonly voids: number;
  readonly outages: readonly Outage[];
  readonly stalls: readonly Stall[];
  readonly crashes: readonly Crash[];
  /** The store's time at a time of the harness's steady clock, in milliseconds since the Unix epoch. */
  readonly storeTimeAt: (steady: number) => number;
};

/** The conversation of two users, as the engine names it. */
export const conversationOf = (one: string, other: string): string => [one, other].sort().join('#');
