import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EngineKind } from '../../infra/local/engine.ts';
import { findingsIn, whateverTheMachine } from './checker.ts';
import type { Device } from './clients/device.ts';
import { isAnswered, type Network } from './clients/network.ts';
import { aUserWith } from './clients/people.ts';
import { read } from './clients/reading.ts';
import { attempt } from './clients/sending.ts';
import { inFullOr } from './full.ts';
import type { Send } from './history.ts';
import { diceOf } from './random.ts';
import { type Rig, startRig } from './rig.ts';

const SENDERS = 32;
const SENDS_EACH = inFullOr(32, 4);
const SENDS = SENDERS * SENDS_EACH;
const frozenAt = Date.now();

let rig: Rig;
let devices: Device[];

beforeAll(async () => {
  rig = await startRig({
    clocks: [{ frozenAt }, { frozenAt }],
    storeTime: () => frozenAt,
    engine: process.env.TEST_ENGINE as EngineKind | undefined,
  });
  const network: Network = { ...rig, deadline: Number.POSITIVE_INFINITY };
  const dice = diceOf(1, 'one millisecond');
  devices = (await Promise.all(['ann', 'bob'].map((name) => aUserWith(SENDERS / 2, name, network, dice)))).flat();
});
afterAll(() => rig.stop());

/** A busy machine may answer 503. What was sent may be stored then, so the next try is another message. */
async function sendUntilStored(device: Device, send: Send): Promise<void> {
  for (let tries = 1; ; tries++) {
    const made = await attempt(device, { ...send, label: `${send.label}, try ${tries}` });
    if (isAnswered(made)) return;
    await sleep(200);
  }
}

describe(`${SENDS} sends in one frozen millisecond by ${SENDERS} senders`, () => {
  it(`are ${SENDS} messages, in one order for all`, async () => {
    await Promise.all(
      devices.map(async (device, index) => {
        const { username: sender } = device.account;
        const recipient = sender === 'ann' ? 'bob' : 'ann';
        for (let number = 0; number < SENDS_EACH; number++) {
          await sendUntilStored(device, { label: `${number} of sender ${index}`, sender, recipient });
        }
      }),
    );
    for (const [device, other] of [
      [devices[0], 'bob'],
      [devices.at(-1), 'ann'],
    ] as const) {
      for (const order of ['newest', 'oldest'] as const) {
        await read(device as Device, other, { order, pageSize: 200, pages: 10, final: true });
      }
    }

    const history = await rig.history();
    expect(whateverTheMachine(findingsIn(history))).toEqual([]);
    expect(history.attempts.filter(({ status }) => status === 201)).toHaveLength(SENDS);
    expect(history.stored.length).toBeGreaterThanOrEqual(SENDS);
  });
});
