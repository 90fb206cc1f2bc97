import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { endServer, listen } from '../support/listen.ts';
import { type Attempts, countingAttempts } from './attempts.ts';
import { type Fate, pass } from './fate.ts';
import { forward, upstreamAt } from './forward.ts';
import type { Replica } from './replica.ts';
import { isAboutItems, isInconsistentRead, type StoreCall, toStoreCall } from './store-call.ts';
import { errorAnswer, type StoreAnswer } from './store-errors.ts';

type Settings = {
  /** Where the engine listens. */
  readonly engine: string;
  /** What answers eventually consistent reads. Without it, the engine does. */
  readonly replica?: Replica;
  /** Decides over every request that reads or writes items. */
  readonly fateOf?: (call: StoreCall) => Fate | Promise<Fate>;
  /** Ends a process, at once. */
  readonly kill?: (process: string) => void;
  /** The time that the store's answers show; without it, they keep the engine's. */
  readonly storeTime?: (() => number) | undefined;
  /** Is told of every request that took place in the engine and succeeded, and how many milliseconds it was on its way. */
  readonly tookPlace?: (call: StoreCall, onItsWay: number) => void;
  /** Is told of every request that the engine refused, such as one whose condition failed; as above. */
  readonly refused?: (call: StoreCall, onItsWay: number) => void;
};

/** Stands between the processes of the product and the engine, and lets faults happen. */
export type StoreProxy = {
  /** A way through for one process: the URL to give it as that of DynamoDB. */
  readonly gate: (process: string) => Promise<string>;
  readonly attempts: Attempts;
  /** Resolves once nothing is held that has yet to take place. */
  readonly landed: () => Promise<void>;
  /** Breaks all open connections. */
  readonly cutConnections: () => void;
  readonly stop: () => Promise<void>;
};

/** Starts a proxy, on 127.0.0.1 only. */
export function startProxy(settings: Settings): StoreProxy {
  const { engine, replica, fateOf = () => pass, kill, storeTime, tookPlace, refused } = settings;
  const upstream = upstreamAt(engine);
  const attempts = countingAttempts();
  const gates: Server[] = [];
  let held = 0;

  const serve = async (process: string, request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const cameAt = performance.now();
    const asked = toStoreCall(process, request.headers, body);
    const call = isAboutItems(asked) ? attempts.numbered(asked) : { ...asked, attempt: 1 };
    const execute = async (): Promise<StoreAnswer> => {
      const stale = replica && isAboutItems(call) && isInconsistentRead(call);
      if (stale) await replica.caughtUp();
      const answer = await forward(stale ? replica.upstream : upstream, request.headers, body);
      const onItsWay = performance.now() - cameAt;
      if (answer.status === 200) {
        replica?.follow(call);
        tookPlace?.(call, onItsWay);
      } else refused?.(call, onItsWay);
      return storeTime
        ? { ...answer, headers: { ...answer.headers, date: new Date(storeTime()).toUTCString() } }
        : answer;
    };
    const end = () => kill?.(process);
    const fate = isAboutItems(call) ? await fateOf(call) : pass;
    const isHeld = fate.kind === 'land-late' || fate.kind === 'hold';
    if (isHeld) held++;
    try {
      await meet(fate, { execute, response, end });
    } finally {
      if (isHeld) held--;
    }
  };

  return {
    gate: async (process) => {
      const server = createServer((request, response) => {
        serve(process, request, response).catch(() => response.destroy());
      });
      server.keepAliveTimeout = 0;
      gates.push(server);
      return listen(server);
    },
    attempts,
    landed: async () => {
      while (held > 0) await sleep(20);
    },
    cutConnections: () => {
      for (const gate of gates) gate.closeAllConnections();
    },
    stop: async () => {
      await Promise.all(gates.map(endServer));
      await replica?.stop();
      for (const { agent } of [upstream, replica?.upstream ?? upstream]) agent.destroy();
    },
  };
}

type Encounter = {
  readonly execute: () => Promise<StoreAnswer>;
  readonly response: ServerResponse;
  readonly end: () => void;
};

/** Lets a request meet its fate. */
async function meet(fate: Fate, { execute, response, end }: Encounter): Promise<void> {
  const answer = ({ status, headers, body }: StoreAnswer) => response.writeHead(status, headers).end(body);
  switch (fate.kind) {
    case 'pass':
      answer(await execute());
      return;
    case 'delay':
      await sleep(fate.milliseconds);
      answer(await execute());
      return;
    case 'drop-request':
      response.destroy();
      return;
    case 'drop-answer':
      await execute();
      response.destroy();
      return;
    case 'cut-answer': {
      const { status, headers, body } = await execute();
      response.writeHead(status, { ...headers, 'content-length': String(body.length) });
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
      return;
    }
    case 'hang':
      return;
    case 'hang-after':
      await execute();
      return;
    case 'land-late':
      await sleep(fate.milliseconds);
      await execute();
      return;
    case 'hold':
      response.destroy();
      await fate.until;
      await execute();
      fate.landed();
      return;
    case 'fail':
      if (fate.executed) await execute();
      answer(errorAnswer(fate.error, fate.checksum));
      return;
    case 'kill':
      if (fate.when !== 'before') {
        const result = await execute();
        if (fate.when === 'answered') {
          answer(result);
          await sleep(TIME_TO_READ_AN_ANSWER);
        }
      }
      end();
      return;
  }
}

/** A process that is killed at once would not have seen the answer; a later one would have answered its client. */
const TIME_TO_READ_AN_ANSWER = 2;
