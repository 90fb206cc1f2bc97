import { setTimeout as sleep } from 'node:timers/promises';
import type { SendAttempt } from '../history.ts';
import type { ProductProcess } from '../processes.ts';
import type { Dice } from '../random.ts';
import type { Recorder } from '../recorder.ts';
import { type Asked, type Exchanged, exchange } from './wire.ts';

/** What the clients share: the processes that they may ask, and where everything is taken down. */
export type Network = {
  readonly processes: readonly ProductProcess[];
  readonly recorder: Recorder;
  /** No client tries anything again after this time, in the milliseconds of `performance.now()`. */
  readonly deadline: number;
};

/** A process that is up, as a load balancer would choose one; now and then one that is not. */
export const anyProcess = (network: Network, dice: Dice): ProductProcess =>
  dice.pick(dice.chance(0.002) ? network.processes : processesUp(network));

/** As many processes as that, no one twice as long as there are enough: for requests that are made at one moment. */
export function someProcesses(network: Network, dice: Dice, count: number): ProductProcess[] {
  const up = processesUp(network);
  const start = dice.between(0, up.length - 1);
  return Array.from({ length: count }, (_, index) => up[(start + index) % up.length] as ProductProcess);
}

function processesUp({ processes }: Network): readonly ProductProcess[] {
  const up = processes.filter((process) => process.url() !== undefined);
  return up.length > 0 ? up : processes;
}

/** Makes one request to any process and takes it down. */
export async function ask(network: Network, dice: Dice, route: string, asked: Asked = {}): Promise<Exchanged> {
  const exchanged = await exchange(anyProcess(network, dice), route, asked);
  const { body: _, replayed: __, ...rest } = exchanged;
  network.recorder.exchanges.push(rest);
  return exchanged;
}

/** Makes a request again and again, to any process, until it has an answer other than a 503. */
export async function askUntilAnswered(
  network: Network,
  dice: Dice,
  route: string,
  asked: Asked = {},
): Promise<Exchanged> {
  for (;;) {
    const exchanged = await ask(network, dice, route, asked);
    if (isAnswered(exchanged) || performance.now() > network.deadline) return exchanged;
    await sleep(dice.between(50, 300));
  }
}

/** Whether a request has its answer: neither a broken connection nor the store's trouble. */
export const isAnswered = ({ status }: Exchanged | SendAttempt): boolean => status !== undefined && status < 500;
