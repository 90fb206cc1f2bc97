import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';

/** What some work cost at the store. */
export type Cost = {
  /** Requests, by the SDK's names, in the order in which they were made. */
  readonly requests: readonly string[];
  /** Sequential round trips: the longest chain of requests of which each waits for the one before. */
  readonly roundTrips: number;
  readonly readUnits: number;
  readonly writeUnits: number;
};

const writes = new Set(['PutItemCommand', 'UpdateItemCommand', 'DeleteItemCommand', 'BatchWriteItemCommand']);

type Capacity = { readonly CapacityUnits?: number };

/** Counts what `work` costs, by a middleware on the SDK's client. Units are those that the engine reports. */
export async function costOf<T>({ client }: Dynamodb, work: () => Promise<T>): Promise<{ result: T; cost: Cost }> {
  const requests: string[] = [];
  const rounds = lockstep();
  let readUnits = 0;
  let writeUnits = 0;

  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = `${context.commandName}`.replace(/^(Get|Put|Update|Delete)Command$/, '$1ItemCommand');
      requests.push(name.replace('Command', ''));
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await rounds.run(() => next(args));
      const units = totalUnits(answer.output as { ConsumedCapacity?: Capacity | Capacity[] });
      if (writes.has(name)) writeUnits += units;
      else readUnits += units;
      return answer;
    },
    { step: 'initialize', name: 'counting' },
  );
  try {
    const result = await work();
    return { result, cost: { requests, roundTrips: rounds.count(), readUnits, writeUnits } };
  } finally {
    client.middlewareStack.remove('counting');
  }
}

/** Turns of the event loop without a new request, after which all who could make one are waiting for an answer. */
const QUIET_TURNS = 5;

/**
 * Runs requests in rounds: no answer is given before all requests that were made are answered and nobody makes another, and
 * then all are given together. So the number of rounds is that of sequential round trips, whichever answers are slow.
 */
function lockstep() {
  let rounds = 0;
  let made = 0;
  let unanswered = 0;
  let held: (() => void)[] = [];

  async function endRoundOnceQuiet(): Promise<void> {
    const before = made;
    for (let turn = 0; turn < QUIET_TURNS; turn++) {
      await nextTurn();
      if (made > before) return;
    }
    rounds++;
    const answered = held;
    held = [];
    for (const give of answered) give();
  }

  return {
    count: () => rounds,
    async run<T>(request: () => Promise<T>): Promise<T> {
      made++;
      unanswered++;
      const answer = request();
      await Promise.allSettled([answer]);
      unanswered--;
      const roundEnds = new Promise<void>((give) => held.push(give));
      if (unanswered === 0) void endRoundOnceQuiet();
      await roundEnds;
      return answer;
    },
  };
}

const totalUnits = ({ ConsumedCapacity: consumed = [] }: { ConsumedCapacity?: Capacity | Capacity[] }) =>
  [consumed].flat().reduce((total, { CapacityUnits = 0 }) => total + CapacityUnits, 0);
