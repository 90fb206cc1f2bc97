import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findingsIn, whateverTheMachine } from './checker.ts';
import type { Device } from './clients/device.ts';
import { readInbox } from './clients/inbox.ts';
import type { Network } from './clients/network.ts';
import { aUserWith } from './clients/people.ts';
import { read } from './clients/reading.ts';
import { attempt, insist } from './clients/sending.ts';
import type { Fate } from './fate.ts';
import type { Finding } from './finding.ts';
import { inFullOr } from './full.ts';
import type { Send } from './history.ts';
import { anyFate } from './profiles.ts';
import { diceOf } from './random.ts';
import { newRecorder } from './recorder.ts';
import { type Rig, startRig } from './rig.ts';

const SENDS = 4;
const HOUR = 3_600_000;
const LONGEST_HOLD = inFullOr(20_000, 2000);

let rig: Rig;
let conversations = 0;

beforeAll(async () => {
  rig = await startRig({
    clocks: [{ offset: -3 * HOUR }, { offset: 9 * HOUR }],
    lag: 1000,
    refusesOldSignatures: true,
  });
});
afterAll(() => rig.stop());

/** What is wrong with a conversation of two whose requests to the store meet these fates, in the order of their coming. */
async function findingsUnder(fates: readonly Fate[]): Promise<Finding[]> {
  const recorder = newRecorder();
  const network: Network = { ...rig, recorder, deadline: performance.now() + 40_000 };
  const dice = diceOf(conversations, 'any faults');
  const usernames = [`ann-${conversations}`, `bob-${conversations++}`];
  rig.follow();
  const devices = (await Promise.all(usernames.map((username) => aUserWith(1, username, network, dice)))).flat();

  const left = [...fates];
  rig.follow(() => left.shift() ?? { kind: 'pass' });
  for (let number = 0; number < SENDS; number++) await sendOne(devices, number);
  await Promise.all(devices.map((device) => sendOne([device], SENDS)));

  rig.follow();
  await rig.proxy.landed();
  const [device, recipient = ''] = [devices[0] as Device, usernames[1]];
  for (const order of ['newest', 'oldest'] as const) {
    await read(device, recipient, { order, pageSize: 2, pages: 10, final: true });
  }
  for (const device of devices) await readInbox(device, { final: true });
  const { stored, voids, storeTimeAt } = await rig.history();
  const theirs = stored.filter(({ sender }) => usernames.includes(sender));
  return findingsIn(recorder.history({ stored: theirs, voids, storeTimeAt }));

  async function sendOne(senders: readonly Device[], number: number) {
    const device = senders[number % senders.length] as Device;
    const sender = device.account.username;
    const recipient = usernames.find((username) => username !== sender) ?? '';
    const label = `${number} of ${sender}`;
    const send: Send = { label, sender, recipient, key: number % 2 === 0 ? label : undefined };
    const { acknowledged } = await attempt(device, send);
    if (!acknowledged && send.key) await insist(device, send, { wait: [0, 100], atOnce: 2 });
  }
}

describe('whatever befalls the requests to the store', () => {
  it(
    'no message is lost, doubled, reordered or refused',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyFate(LONGEST_HOLD), { minLength: 1, maxLength: inFullOr(16, 8) }),
          async (fates) => {
            expect(whateverTheMachine(await findingsUnder(fates))).toEqual([]);
          },
        ),
        {
          numRuns: inFullOr(30, 2),
          ...(process.env.FAULTS_SEED && { seed: Number(process.env.FAULTS_SEED) }),
        },
      );
    },
    inFullOr(1_200_000, 600_000),
  );
});
