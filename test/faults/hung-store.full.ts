import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import { type Device, logIn } from './clients/device.ts';
import type { Network } from './clients/network.ts';
import { aUserWith } from './clients/people.ts';
import { attempt } from './clients/sending.ts';
import { type Asked, exchange } from './clients/wire.ts';
import type { Fate } from './fate.ts';
import type { ProductProcess } from './processes.ts';
import { diceOf } from './random.ts';
import { type Rig, startRig } from './rig.ts';
import { isWrite } from './store-call.ts';

const AT_ONCE = 20;

let rig: Rig;
let ann: Device;
let bob: Device;

beforeAll(async () => {
  rig = await startRig({ clocks: [{}] });
  const network: Network = { ...rig, deadline: Number.POSITIVE_INFINITY };
  const dice = diceOf(1, 'hung store');
  [ann, bob] = (await Promise.all(['ann', 'bob'].map((name) => aUserWith(1, name, network, dice)))).flat() as [
    Device,
    Device,
  ];
  await attempt(ann, { label: 'the first', sender: 'ann', recipient: 'bob' });
});
afterAll(() => rig.stop());
beforeEach(async () => {
  rig.follow();
  await logIn(bob);
  await forgetSlowness();
});

/** The server refuses requests that would wait long, by what was slow lately: each quick one lets it forget a tenth of that. */
async function forgetSlowness() {
  const route = 'GET /messages?userA=ann&userB=bob';
  for (let read = 0; read < 40; read++) await exchange(rig.processes[0] as ProductProcess, route, { token: ann.token });
}

/** One request of every route, by a user who is logged in. */
function requests(number: number): Record<string, Asked> {
  const { token } = ann;
  const message = { sender: 'ann', recipient: 'bob', content: { type: 'text', text: 'Are you there?' } };
  return {
    'POST /users': { body: { username: `newcomer-${number}`, password: 'password of mine' } },
    'POST /sessions': { body: ann.account },
    'POST /messages': { token, body: message },
    'POST /messages ': { token, body: message, headers: { 'idempotency-key': `key ${number}` } },
    'GET /messages?userA=ann&userB=bob': { token },
    'GET /messages?userA=ann&userB=bob&page=3': { token },
    'GET /conversations': { token },
    'PUT /receipts': { token, body: { contact: 'bob', readUpTo: ulid() } },
    'DELETE /sessions': { token: bob.token },
  };
}

const askAll = (number: number) =>
  Object.entries(requests(number)).map(([route, asked]) => exchange(rig.processes[0] as ProductProcess, route, asked));

describe('a store that', () => {
  it.each<[string, Fate]>([
    ['hangs', { kind: 'hang' }],
    ['does what it is asked and never answers', { kind: 'hang-after' }],
  ])('%s: every request is answered within 5 s by 503 with Retry-After', async (_, fate) => {
    rig.follow(() => fate);

    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => askAll(number)).flat());

    for (const { status, code, retryAfter, startedAt, endedAt } of answers) {
      expect([status, code, retryAfter]).toEqual([503, 'unavailable', '1']);
      expect(endedAt - startedAt).toBeLessThan(5000);
    }
  });

  it('is slow: every request is answered within 5 s', async () => {
    rig.follow(() => ({ kind: 'delay', milliseconds: 900 }));

    const answers = await Promise.all(askAll(1000));

    for (const { startedAt, endedAt } of answers) expect(endedAt - startedAt).toBeLessThan(5000);
  });

  it('hangs for writes only: reads are answered, and writes by 503 within 5 s', async () => {
    rig.follow((call) => (isWrite(call) ? { kind: 'hang' } : { kind: 'pass' }));

    const answers = await Promise.all(askAll(2000));

    for (const { route, status, startedAt, endedAt } of answers) {
      expect([route, status]).toEqual([route, route.startsWith('GET') ? 200 : 503]);
      expect(endedAt - startedAt).toBeLessThan(5000);
    }
  });
});
