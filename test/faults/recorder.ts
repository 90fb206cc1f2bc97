import type {
  Exchange,
  HeldWrite,
  History,
  InboxReading,
  Landing,
  Outage,
  Reading,
  SendAttempt,
  SignUps,
  Stall,
} from './history.ts';
import type { Crash } from './processes.ts';

type Mutable<T> = { -readonly [name in keyof T]: T[name] };

/** What is known only when all is over. */
type AtTheEnd = Pick<History, 'stored' | 'voids' | 'storeTimeAt'>;

/** Takes down what happens. */
export type Recorder = {
  readonly exchanges: Exchange[];
  readonly attempts: SendAttempt[];
  readonly readings: Reading[];
  readonly inboxReadings: InboxReading[];
  readonly landings: Landing[];
  readonly heldWrites: HeldWrite[];
  readonly outages: Outage[];
  readonly stalls: Stall[];
  readonly crashes: Crash[];
  /** Takes down how one request for a new name ended. */
  readonly signedUp: (username: string, outcome: 'won' | 'unknown' | 'taken') => void;
  /** What happened so far, with what the engine holds now. */
  readonly history: (rest: AtTheEnd) => History;
};

/** Nothing has happened yet. */
export function newRecorder(): Recorder {
  const signUps = new Map<string, Mutable<SignUps>>();
  const lists = {
    exchanges: [],
    attempts: [],
    readings: [],
    inboxReadings: [],
    landings: [],
    heldWrites: [],
    outages: [],
    stalls: [],
    crashes: [],
  };
  return {
    ...lists,
    signedUp: (username, outcome) => {
      const counts = signUps.get(username) ?? { username, won: 0, unknown: 0, taken: 0 };
      counts[outcome]++;
      signUps.set(username, counts);
    },
    history: (rest) => ({ ...lists, signUps: [...signUps.values()], ...rest }),
  };
}
