import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Device } from './clients/device.ts';
import type { Network } from './clients/network.ts';
import { aUserWith } from './clients/people.ts';
import { attempt } from './clients/sending.ts';
import { inFullOr } from './full.ts';
import type { Send, SendAttempt } from './history.ts';
import { diceOf } from './random.ts';
import { type Rig, startRig } from './rig.ts';
import { stalled } from './stalls.ts';

const SECONDS = inFullOr(30, 1.5);
const SENDERS = 32;

let rig: Rig;
let devices: Device[];
let count = 0;

beforeAll(async () => {
  rig = await startRig({ clocks: [{}] });
  const network: Network = { ...rig, deadline: Number.POSITIVE_INFINITY };
  devices = await aUserWith(SENDERS, 'ann', network, diceOf(1, 'throttled store'));
});
afterAll(() => rig.stop());

const aNote = (): Send => ({ label: `note to self ${count++}`, sender: 'ann', recipient: 'ann' });

/** What all devices are answered who send for that long, one send after the other. */
async function sendFor(milliseconds: number): Promise<SendAttempt[]> {
  const end = performance.now() + milliseconds;
  const answers: SendAttempt[] = [];
  await Promise.all(
    devices.map(async (device) => {
      while (performance.now() < end) {
        answers.push(await attempt(device, aNote()));
        await sleep(20);
      }
    }),
  );
  return answers;
}

/** What the SDK lets one process try again before good answers must have earned it: 500 tokens, 5 a retry. */
const FIRST_RETRIES = 100;

describe(`a store that throttles everything for ${SECONDS} s`, () => {
  let answers: SendAttempt[];

  beforeAll(async () => {
    rig.follow(() => ({ kind: 'fail', error: 'overThroughput', executed: false, checksum: true }));
    rig.proxy.attempts.reset();
    answers = await sendFor(SECONDS * 1000);
  });

  it('is asked at most three times for one command, and 1.5 times in the long run', () => {
    const { attempts, commands, most } = rig.proxy.attempts.counts();

    expect(most).toBeLessThanOrEqual(3);
    expect(attempts).toBeLessThanOrEqual(1.5 * commands + FIRST_RETRIES);
  });

  it('lets every request be answered within 5 s by 503 with Retry-After', () => {
    for (const answer of answers) {
      expect([answer.status, answer.code, answer.retryAfter]).toEqual([503, 'unavailable', '1']);
      expect(answer.endedAt - answer.startedAt - stalled(rig.recorder, answer)).toBeLessThan(5000);
    }
  });

  it('is used again the moment that it works', async () => {
    rig.follow();

    const recovered = await Promise.all(devices.slice(0, 4).map((device) => attempt(device, aNote())));

    // One of them is enough: others may be too slow for a busy machine.
    expect(recovered.map(({ status }) => status)).toContain(201);
  });
});
