import type { Dynamodb } from '../../lib/dynamodb/client.ts';

/** What some work cost at the store. */
export type Cost = {
  /** Requests, by the SDK's names, in the order in which they were made. */
  readonly requests: readonly string[];
  /** Sequential round trips: the longest chain of requests of which each was made after the one before had ended. */
  readonly roundTrips: number;
  readonly readUnits: number;
  readonly writeUnits: number;
};

const writes = new Set(['PutItemCommand', 'UpdateItemCommand', 'DeleteItemCommand', 'BatchWriteItemCommand']);

type Capacity = { readonly CapacityUnits?: number };

/** Counts what `work` costs, by a middleware on the SDK's client. Units are those that the engine reports. */
export async function costOf<T>({ client }: Dynamodb, work: () => Promise<T>): Promise<{ result: T; cost: Cost }> {
  const requests: string[] = [];
  let roundTrips = 0;
  let readUnits = 0;
  let writeUnits = 0;

  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = `${context.commandName}`.replace(/^(Get|Put|Update|Delete)Command$/, '$1ItemCommand');
      requests.push(name.replace('Command', ''));
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const depth = roundTrips + 1;
      const answer = await next(args);
      roundTrips = Math.max(roundTrips, depth);
      const units = totalUnits(answer.output as { ConsumedCapacity?: Capacity | Capacity[] });
      if (writes.has(name)) writeUnits += units;
      else readUnits += units;
      return answer;
    },
    { step: 'initialize', name: 'counting' },
  );
  try {
    const result = await work();
    return { result, cost: { requests, roundTrips, readUnits, writeUnits } };
  } finally {
    client.middlewareStack.remove('counting');
  }
}

const totalUnits = ({ ConsumedCapacity: consumed = [] }: { ConsumedCapacity?: Capacity | Capacity[] }) =>
  [consumed].flat().reduce((total, { CapacityUnits = 0 }) => total + CapacityUnits, 0);
