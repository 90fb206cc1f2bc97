import { setImmediate as turn } from 'node:timers/promises';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';

/** A step that waits for its turn: a request that reaches the store, or an answer that comes back. */
type Step = () => void | Promise<void>;

/**
 * A store whose requests arrive, and are answered, one after the other in an order that dice choose: one interleaving
 * of all that is under way, the same for the same dice.
 */
export function interleaved(dynamodb: Dynamodb, dice: () => number) {
  const waiting: Step[] = [];

  const request: (command: never) => Promise<unknown> = dynamodb.send;

  const send = ((command: never) =>
    new Promise<unknown>((resolve, reject) => {
      const arrive = async () => {
        const [answer] = await Promise.allSettled([request(command)]);
        waiting.push(() => (answer.status === 'fulfilled' ? resolve(answer.value) : reject(answer.reason)));
      };
      waiting.push(arrive);
    })) as Dynamodb['send'];

  return {
    dynamodb: { ...dynamodb, send } satisfies Dynamodb,

    /** Lets waiting steps take their turns until all the work is done. */
    async run<T>(work: readonly Promise<T>[]): Promise<T[]> {
      let isDone = false;
      const all = Promise.allSettled(work).then((settled) => {
        isDone = true;
        return settled;
      });
      while (!isDone) {
        // Whatever an answer sets going has gone as far as its next request by then.
        await turn();
        const [step] = waiting.splice(Math.floor(dice() * waiting.length), 1);
        await step?.();
      }
      return (await all).map((outcome) => {
        if (outcome.status === 'rejected') throw outcome.reason;
        return outcome.value;
      });
    },
  };
}
