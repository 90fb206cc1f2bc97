import type { Dynamodb } from '../../lib/dynamodb/client.ts';
import type { TableName } from '../../lib/tables.ts';
import type { Item } from './expressions.ts';
import type { Store } from './store.ts';

/** What a process has of the world. */
export type Surroundings = {
  /** A connection to the store; of a region, where the subject has several. */
  readonly connect: (region?: string) => Dynamodb;
  readonly clock: () => number;
};

/** What one process does: a request, run by the real functions of `lib/`. Its result must be plain data. */
export type Try = {
  readonly name: string;
  readonly run: (surroundings: Surroundings) => Promise<unknown>;
  /** How wrong the clock of its process can be, in milliseconds; else as the subject says. */
  readonly clocks?: readonly number[];
  /** When it may start, beside the rule that tries which run the same function start in their order. */
  readonly mayStart?: (view: View) => boolean;
};

/** How a try ended. */
export type Ending = { readonly value: unknown } | { readonly error: string; readonly detail: string };

/** A state, as a subject judges it. */
export type View = {
  /** The store's time, in milliseconds since the Unix epoch. */
  readonly time: number;
  readonly items: (table: TableName, region?: string) => Item[];
  readonly tries: readonly {
    readonly name: string;
    readonly hasStarted: boolean;
    readonly ending: Ending | undefined;
    /** The tries that had ended when this one started, by their places in {@link Subject.tries}. */
    readonly before: readonly number[];
  }[];
  /** Whether all tries but the last have ended, and nothing is held back. */
  readonly isLastLeft: boolean;
  /** Whether nothing can happen any more: all tries have ended, and nothing is held back. */
  readonly isOver: boolean;
};

/** Something that happens to the store by itself: an item expires, or is replicated to another region. */
type Happening = {
  readonly name: string;
  /** The store after it, or undefined where it cannot happen. It must not be possible for ever. */
  readonly happen: (store: Store, time: number) => Store | undefined;
};

/** What is explored: some tries on one store, and what must hold in every state that they can reach. */
export type Subject = {
  readonly tries: readonly Try[];
  readonly stored: Store;
  /** How wrong the clock of a process can be, in milliseconds: each try has any of them. */
  readonly clocks: readonly number[];
  /** For how long nothing happens, in milliseconds: one pause after the other, each at any moment. */
  readonly pauses: readonly number[];
  /** How many requests to the store are held back or fail, at most. */
  readonly troubles: number;
  /** After how many milliseconds a request that is held back is refused; never unless said. DynamoDB: 5 minutes. */
  readonly refusedAfter?: number;
  /** Tables that nobody here writes: their reads are answered at once. */
  readonly calm?: readonly TableName[];
  readonly happenings?: readonly Happening[];
  /** What is wrong with a state, if anything is. */
  readonly wrong: (view: View) => string | undefined;
};

/** The store's time when an exploration begins: a full hour of no importance. */
export const BEGINNING = Date.UTC(2026, 2, 3, 12);
