import { setTimeout as sleep } from 'node:timers/promises';
import { FAILURES_FROM_ADDRESS } from '../../lib/sessions/limits.ts';

const { window: WINDOW } = FAILURES_FROM_ADDRESS;

/** No test that counts attempts takes longer, in milliseconds. */
const LONGEST_TEST = 15_000;

/** Waits for the next window of attempts, and so of an hour, where the present one could end before a test does. */
export async function windowThatLasts(): Promise<void> {
  const left = WINDOW - (Date.now() % WINDOW);
  if (left < LONGEST_TEST) await sleep(left);
}
