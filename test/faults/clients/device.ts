import { conversationOf } from '../history.ts';
import type { Dice } from '../random.ts';
import { ask, askUntilAnswered, type Network } from './network.ts';

/** A user of the product. */
export type Account = { readonly username: string; readonly password: string };

/** One of a user's devices: logged in by itself, and knowing only what it has seen itself. */
export type Device = {
  readonly account: Account;
  readonly network: Network;
  readonly dice: Dice;
  token: string | undefined;
  /** The id of the newest message that it has seen, by conversation. */
  readonly seen: Map<string, string>;
};

/** A device that has seen nothing and is not logged in. */
export const newDevice = (account: Account, network: Network, dice: Dice): Device => ({
  account,
  network,
  dice,
  token: undefined,
  seen: new Map(),
});

/** Takes down that the device has seen messages of a conversation. */
export function sees({ seen }: Device, conversation: string, ids: readonly string[]): void {
  const newest = [seen.get(conversation) ?? '', ...ids].sort().at(-1);
  if (newest) seen.set(conversation, newest);
}

/** The newest message that a device has seen of its conversation with somebody. */
export const seenWith = ({ seen, account }: Device, other: string): string | undefined =>
  seen.get(conversationOf(account.username, other));

/** Logs in, trying until it works. */
export async function logIn(device: Device): Promise<void> {
  const { status, body } = await askUntilAnswered(device.network, device.dice, 'POST /sessions', {
    body: device.account,
  });
  device.token = status === 201 ? (body as { token: string }).token : undefined;
}

/** Logs out, finds that the token is dead everywhere, and logs in again. */
export async function logOutAndIn(device: Device): Promise<void> {
  const { network, dice, token } = device;
  const unauthenticated = ['unauthenticated'];
  const left = await ask(network, dice, 'DELETE /sessions', { token });
  if (left.status === 204) {
    await ask(network, dice, 'DELETE /sessions', { token, mayBeRefused: unauthenticated, mustBeRefused: true });
  } else {
    await askUntilAnswered(network, dice, 'DELETE /sessions', { token, mayBeRefused: unauthenticated });
  }
  await logIn(device);
}
