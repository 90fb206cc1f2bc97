import { setTimeout as sleep } from 'node:timers/promises';
import { contentOf } from '../checks/sends.ts';
import { conversationOf, type Send, type SendAttempt, type ShownMessage } from '../history.ts';
import type { ProductProcess } from '../processes.ts';
import { type Device, seenWith, sees } from './device.ts';
import { anyProcess, isAnswered, someProcesses } from './network.ts';
import { exchange } from './wire.ts';

/** How a client goes on after an attempt that had no answer: between how many milliseconds it waits, and with whom. */
export type Patience = {
  readonly wait: readonly [from: number, to: number];
  /** How many attempts it makes at the same moment, at several processes. */
  readonly atOnce: number;
};

type Refusal = { readonly mayBeRefused: readonly string[]; readonly mustBeRefused: true };

/** Makes one attempt at a send, to any process. */
export const attempt = (device: Device, send: Send, refusal?: Refusal): Promise<SendAttempt> =>
  attemptAt(anyProcess(device.network, device.dice), device, send, refusal);

/** Makes attempts at one send at the same moment, each at another process. */
export const attemptAtOnce = (count: number, device: Device, send: Send): Promise<SendAttempt[]> =>
  Promise.all(someProcesses(device.network, device.dice, count).map((process) => attemptAt(process, device, send)));

async function attemptAt(to: ProductProcess, device: Device, send: Send, refusal?: Refusal): Promise<SendAttempt> {
  const { network, token } = device;
  const { sender, recipient, key } = send;
  const seen = seenWith(device, recipient);
  const { body, replayed, ...exchanged } = await exchange(to, 'POST /messages', {
    token,
    headers: key === undefined ? {} : { 'idempotency-key': key },
    body: { sender, recipient, content: contentOf(send) },
    ...refusal,
  });
  const acknowledged = exchanged.status === 201 ? { message: body as ShownMessage, replayed } : undefined;
  const made: SendAttempt = { ...exchanged, send, seen, acknowledged };
  network.recorder.attempts.push(made);
  if (acknowledged) sees(device, conversationOf(sender, recipient), [acknowledged.message.id]);
  return made;
}

/** Goes on with a send that has a key until it is answered: the same key again, to any process. */
export async function insist(device: Device, send: Send, { wait: [from, to], atOnce }: Patience): Promise<boolean> {
  const { network, dice } = device;
  while (performance.now() < network.deadline) {
    await sleep(dice.between(from, to));
    const made = await attemptAtOnce(atOnce, device, send);
    if (made.some(isAnswered)) return true;
  }
  return false;
}
