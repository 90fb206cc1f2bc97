import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';
import { Unavailable } from '../../lib/dynamodb/unavailable.ts';
import { ChatError } from '../../lib/errors.ts';
import { drawFor } from './randomness.ts';
import { type Answer, type Command, commandOf } from './store.ts';
import type { Ending, Surroundings } from './subject.ts';

/** What a process hears of one of its requests: an answer, or none, and then the SDK tries again or gives up. */
export type Outcome = Answer | 'tries again' | 'gives up';

/** A request to the store that is under way. */
export type Request = {
  /** Which of the process's requests it is, from 1. */
  readonly number: number;
  readonly attempt: number;
  readonly command: Command;
};

/** What a process has heard: nothing yet, when it starts, or the outcome of a request. With its own time, if it looked. */
export type Heard = {
  readonly request?: number;
  readonly outcome?: Outcome;
  readonly clock: number | undefined;
};

/** What a process does after all that it has heard: the requests that it waits for, or how it has ended. */
export type Behaviour = {
  readonly requests: readonly Request[];
  readonly ending: Ending | undefined;
  /** Whether it looked at its clock when it heard the last. */
  readonly looksAtClock: boolean;
};

type Open = Request & { readonly settle: (outcome: Outcome) => void };

/** Everything that follows from what a process has just heard has happened by then, up to its next requests. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs a process alone, from its beginning, through everything that it has heard. What a process does follows from that
 * and from nothing else, so an exploration asks once for each history and not once for each schedule.
 */
export async function behave(
  name: string,
  run: (surroundings: Surroundings) => Promise<unknown>,
  history: readonly Heard[],
): Promise<Behaviour> {
  const open = new Map<number, Open>();
  let requests = 0;
  let now: number | undefined;
  let looksAtClock = false;
  let ending: Ending | undefined;
  let crash: unknown;

  const clock = () => {
    looksAtClock = true;
    if (now === undefined) throw new Error(`${name} looks at its clock where it did not look before.`);
    return now;
  };

  /** Sends a command as the SDK does: attempt by attempt, each through the command's own middleware. */
  const send = async (region: string, sent: never): Promise<unknown> => {
    const { middlewareStack } = sent as { middlewareStack: Stack };
    const command = commandOf(region, sent);
    const number = ++requests;
    for (let attempt = 1; ; attempt++) {
      const outcome = await through(middlewareStack, () => {
        const { promise, resolve } = Promise.withResolvers<Outcome>();
        open.set(number, { number, attempt, command, settle: resolve });
        return promise;
      });
      if (outcome === 'tries again') continue;
      if (outcome === 'gives up') throw new Unavailable(new Error('no answer'));
      if ('result' in outcome) return outcome.result;
      throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    }
  };
  const connect = (region = ''): Dynamodb =>
    ({
      send: (command: never) => send(region, command),
      table: (table: string) => table,
      clock,
    }) as unknown as Dynamodb;

  drawFor(name);
  for (const { request, outcome, clock: time } of history) {
    now = time;
    looksAtClock = false;
    if (request === undefined || outcome === undefined) {
      run({ connect, clock }).then(
        (value) => {
          ending = { value };
        },
        (error) => {
          if (error instanceof ChatError) ending = { error: error.constructor.name, detail: error.message };
          else crash = error;
        },
      );
    } else {
      const { settle } = open.get(request) ?? { settle: () => undefined };
      open.delete(request);
      settle(outcome);
    }
    await turn();
    if (crash) throw crash;
  }
  return { requests: [...open.values()].map(({ settle: _, ...request }) => request), ending, looksAtClock };
}

type Handler = (request: object) => Promise<{ output: Outcome }>;
type Stack = {
  clone: () => Stack;
  add: (step: unknown, options: object) => void;
  resolve: (handler: Handler, context: object) => Handler;
};

/** Makes one attempt through the middleware of a command, which stands before the signing of the request. */
async function through(middlewareStack: Stack, attempt: () => Promise<Outcome>): Promise<Outcome> {
  const stack = middlewareStack.clone();
  stack.add((next: unknown) => next, { step: 'finalizeRequest', name: 'httpSigningMiddleware' });
  const { output } = await stack.resolve(async () => ({ output: await attempt() }), {})({ input: {} });
  return output;
}
