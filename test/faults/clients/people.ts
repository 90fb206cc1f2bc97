import type { Dice } from '../random.ts';
import { type Account, type Device, logIn, newDevice } from './device.ts';
import { askUntilAnswered, type Network } from './network.ts';

/** Signs up a user and gives that many devices of theirs, logged in. */
export async function aUserWith(devices: number, username: string, network: Network, dice: Dice): Promise<Device[]> {
  const account: Account = { username, password: `password of ${username}` };
  await askUntilAnswered(network, dice, 'POST /users', { body: account });
  const all = Array.from({ length: devices }, () => newDevice(account, network, dice));
  // One after the other: log-ins of one name that are under way count as failed ones, and ten may.
  for (const device of all) await logIn(device);
  return all;
}
