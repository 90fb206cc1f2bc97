import { type Account, type Device, logIn, newDevice } from './clients/device.ts';
import { followInbox, readInbox } from './clients/inbox.ts';
import { askUntilAnswered, type Network } from './clients/network.ts';
import { read } from './clients/reading.ts';
import { runSender, type Work } from './clients/sender.ts';
import { diceOf } from './random.ts';

type Settings = {
  readonly seed: number;
  readonly sends: number;
  readonly senders: number;
  readonly keys: boolean;
  readonly longestAbsence: number;
  /** Nothing more is sent after this time, in the milliseconds of `performance.now()`. */
  readonly until: number;
  /** Is told of the number of each send when it begins. */
  readonly onSend?: (number: number) => void;
};

/** The people of a run, ready to send. */
export type Load = {
  /** Sends until enough was sent, or it is time. */
  readonly send: () => Promise<void>;
  /** Waits for the sends that were left waiting for an answer. Gives the number of those that never had one. */
  readonly settle: () => Promise<number>;
  /** Reads every conversation from both ends to the other, and every inbox, once nothing is on its way any more. */
  readonly readAll: () => Promise<void>;
};

/** How many devices one user has: more senders to a conversation, and so more of them at the same moment. */
const DEVICES = 4;

/** One in so many users follows all of their conversations, from one device more. */
const FOLLOWERS = 3;

/** Signs up the users and logs in their devices, and has everybody ready. */
export async function newLoad(network: Network, settings: Settings): Promise<Load> {
  const { seed, sends, senders, keys, longestAbsence, until, onSend } = settings;
  const accounts = Array.from({ length: Math.max(2, Math.ceil(senders / DEVICES)) }, (_, index): Account => {
    return { username: `user-${index}`, password: `password of ${index}` };
  });
  const dice = diceOf(seed, 'load');
  await Promise.all(accounts.map((body) => askUntilAnswered(network, dice, 'POST /users', { body })));

  const devices = Array.from({ length: senders }, (_, index): Device => {
    const account = accounts[index % accounts.length] as Account;
    return newDevice(account, network, diceOf(seed, 'device', index));
  });
  await Promise.all(devices.map(logIn));

  const newcomers: Account[] = [];
  const followers = accounts
    .filter((_, index) => index % FOLLOWERS === 0)
    .map((account, index) => newDevice(account, network, diceOf(seed, 'follower', index)));
  await Promise.all(followers.map(logIn));
  const following = followers.map(followInbox);

  let sent = 0;
  let left: Promise<boolean>[] = [];
  const work: Work = {
    keys,
    longestAbsence,
    nextSend: () => {
      if (sent >= sends || performance.now() > until) return undefined;
      onSend?.(sent);
      return sent++;
    },
    leave: (unanswered) => {
      left.push(unanswered);
    },
    welcome: (newcomer) => {
      newcomers.push(newcomer);
    },
  };

  return {
    send: async () => {
      await Promise.all(devices.map((device) => runSender(device, partnersOf(device.account, accounts), work)));
    },
    settle: async () => {
      const answered = await Promise.all(left);
      left = [];
      return answered.filter((isAnswered) => !isAnswered).length;
    },
    readAll: async () => {
      await Promise.all(following.map(({ stop }) => stop()));
      const conversations = new Set(network.recorder.attempts.map(({ send }) => `${send.sender} ${send.recipient}`));
      for (const conversation of conversations) {
        const [sender, recipient = ''] = conversation.split(' ');
        const device = devices.find(({ account }) => account.username === sender);
        if (!device) throw new Error(`${sender} has no device.`);
        for (const order of ['newest', 'oldest'] as const) {
          await read(device, recipient, { order, pageSize: 200, pages: Number.POSITIVE_INFINITY, final: true });
        }
      }
      for (const account of [...accounts, ...newcomers]) {
        const device = newDevice(account, network, diceOf(seed, 'inbox of', account.username));
        await logIn(device);
        await readInbox(device, { final: true });
      }
    },
  };
}

/** One friend, to whom most is written, one more, and oneself. */
function partnersOf({ username }: Account, accounts: readonly Account[]): string[] {
  const index = accounts.findIndex((account) => account.username === username);
  const friend = accounts[index ^ 1] ?? accounts[0];
  const other = accounts[(index + 2) % accounts.length];
  return [friend, friend, friend, friend, friend, friend, other, accounts[index]].flatMap(
    (account) => account?.username ?? [],
  );
}
