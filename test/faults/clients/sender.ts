import { setTimeout as sleep } from 'node:timers/promises';
import type { Send } from '../history.ts';
import { type Account, type Device, logIn, logOutAndIn } from './device.ts';
import { isAnswered } from './network.ts';
import { read } from './reading.ts';
import { attempt, attemptAtOnce, insist, type Patience } from './sending.ts';
import { signUp } from './signing-up.ts';

/** What the senders of a run share. */
export type Work = {
  /** Whether sends have idempotency keys, some of them. */
  readonly keys: boolean;
  /** After how many milliseconds those who come back late do so, at most. */
  readonly longestAbsence: number;
  /** The number of the next send; undefined when enough were sent. */
  readonly nextSend: () => number | undefined;
  /** Takes a send that is still waiting for its answer while its sender goes on. */
  readonly leave: (unanswered: Promise<boolean>) => void;
  /** Takes somebody who has signed up, and was written to. */
  readonly welcome: (newcomer: Account) => void;
};

/** Sends, reads, logs out and in and signs others up, until enough was sent. */
export async function runSender(device: Device, partners: readonly string[], work: Work): Promise<void> {
  const { dice, network } = device;
  let unanswered = 0;
  const leave: Work['leave'] = (sending) => {
    unanswered++;
    work.leave(sending.finally(() => unanswered--));
  };

  for (let number = work.nextSend(); number !== undefined; number = work.nextSend()) {
    if (device.token === undefined) await logIn(device);
    const recipient = dice.pick(partners);
    await sendOne(device, recipient, number, { ...work, leave });

    if (dice.chance(0.3)) await read(device, recipient, { order: 'newest', pageSize: dice.pick([5, 20]), pages: 1 });
    if (dice.chance(0.02))
      await read(device, recipient, { order: dice.pick(['newest', 'oldest']), pageSize: 50, pages: 6 });
    // Whoever logs out gives up what still waits for its answer.
    if (dice.chance(0.01) && unanswered === 0) await logOutAndIn(device);
    if (dice.chance(0.02)) {
      const newcomer = await signUp(network, dice, `newcomer-${number}`);
      if (newcomer) {
        work.welcome(newcomer);
        await greet(device, newcomer, number);
      }
    }
  }
}

/** The first messages of a conversation: one with a key, until it is there, and one more. */
async function greet(device: Device, { username }: Account, number: number): Promise<void> {
  const sender = device.account.username;
  const greeting = aSend(`to a newcomer ${number}`, sender, username, `greeting of ${number}`);
  const first = await attempt(device, greeting);
  if (!isAnswered(first)) await insist(device, greeting, { wait: [20, 300], atOnce: 1 });
  await attempt(device, aSend(`to a newcomer ${number} again`, sender, username));
}

async function sendOne(device: Device, recipient: string, number: number, work: Work): Promise<void> {
  const { dice, account } = device;
  const label = `send ${number}`;
  if (!work.keys || dice.chance(0.35)) {
    const { retryAfter } = await attempt(device, aSend(label, account.username, recipient));
    if (retryAfter !== undefined) await sleep(dice.between(50, 300));
    return;
  }

  const send = aSend(label, account.username, recipient, `key of ${number}`);
  const twins = dice.chance(0.08) ? 2 : 1;
  const first = await attemptAtOnce(twins, device, send);
  if (!first.some(isAnswered)) await goOnWith(device, send, work);
  else if (dice.chance(0.03)) await attempt(device, send);
  else if (dice.chance(0.02) && first.some(({ acknowledged }) => acknowledged)) await reuseKey(device, send);
}

/** Most clients try again at once; some do when they are told to; some are away, and then do it from two places. */
async function goOnWith(device: Device, send: Send, { longestAbsence, leave }: Work): Promise<void> {
  const { dice } = device;
  const away: Patience = { wait: [longestAbsence / 8, longestAbsence], atOnce: 2 };
  if (dice.chance(0.3)) leave(insist(device, send, away));
  else
    await insist(device, send, { wait: dice.chance(0.3) ? [1000, 1200] : [20, 300], atOnce: dice.chance(0.2) ? 2 : 1 });
}

/** The key of an acknowledged send with another text: that must be refused. */
async function reuseKey(device: Device, { label, sender, recipient, key }: Send): Promise<void> {
  const other = aSend(`${label}, but another`, sender, recipient, key);
  await attempt(device, other, { mayBeRefused: ['idempotency_key_reused'], mustBeRefused: true });
}

const aSend = (label: string, sender: string, recipient: string, key?: string): Send => ({
  label,
  sender,
  recipient,
  key,
});
