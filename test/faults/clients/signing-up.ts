import type { Dice } from '../random.ts';
import type { Account } from './device.ts';
import { ask, type Network } from './network.ts';

/**
 * Signs up with a new name, sometimes together with somebody else who wants the same one. Gives the account if it was
 * won. Nobody tries twice, so "taken" is right only where somebody else was given the name, or may have been.
 */
export async function signUp(network: Network, dice: Dice, username: string): Promise<Account | undefined> {
  const claims = dice.chance(0.4) ? ['one', 'other'] : ['one'];
  const accounts = claims.map((claim) => ({ username, password: `password of ${claim}` }));
  const won = await Promise.all(accounts.map((account) => claim(network, dice, account)));
  return accounts.find((_, index) => won[index]);
}

async function claim(network: Network, dice: Dice, account: Account): Promise<boolean> {
  const { status } = await ask(network, dice, 'POST /users', { body: account, mayBeRefused: ['username_taken'] });
  const outcome = status === 201 ? 'won' : status === 409 ? 'taken' : 'unknown';
  network.recorder.signedUp(account.username, outcome);
  return outcome === 'won';
}
