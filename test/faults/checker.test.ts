import { describe, expect, it } from '@jest/globals';
import {
  acknowledged,
  aHistory,
  aLanding,
  aMessage,
  anAttempt,
  anExchange,
  anInbox,
  aReading,
  aSend,
  idAt,
} from './a-history.ts';
import { findingsIn } from './checker.ts';
import type { Finding } from './finding.ts';
import type { History } from './history.ts';

const kindsIn = (history: Partial<History>): Finding['kind'][] => findingsIn(aHistory(history)).map(({ kind }) => kind);

const one = aSend();
const two = aSend({ label: 'send 2', sender: 'bob', recipient: 'ann', key: 'key 2' });
const [anHourAgo, first, second] = [idAt(-3_600_000), idAt(0), idAt(1)] as const;
const stored = [aMessage(one, first), aMessage(two, second)];
const attempts = [acknowledged(one, first), acknowledged(two, second, { seen: first, startedAt: 300, endedAt: 400 })];

describe('the checker', () => {
  it('finds nothing in a history in which nothing is wrong', () => {
    const broken = anAttempt(two, { status: undefined, startedAt: 210, endedAt: 220, seen: first });
    const replay = acknowledged(two, second, {
      startedAt: 500,
      endedAt: 600,
      acknowledged: { message: aMessage(two, second), replayed: true },
    });

    const kinds = kindsIn({
      exchanges: [
        anExchange(),
        anExchange({ endedAt: 5600 }),
        anExchange({ status: 503, code: 'unavailable', retryAfter: '1' }),
      ],
      attempts: [...attempts, broken, replay],
      stored,
      readings: [aReading(stored), aReading(stored.toReversed(), { order: 'newest' })],
      landings: [{ ...aLanding(10), id: first }],
      inboxReadings: [
        anInbox([], { startedAt: 0, endedAt: 50 }),
        anInbox(stored.slice(1), { since: idAt(-30_000) }),
        anInbox(stored.slice(1), { final: true }),
      ],
      signUps: [{ username: 'ann', won: 1, unknown: 0, taken: 1 }],
      outages: [{ process: 'process 1', from: 215, to: 260 }],
      stalls: [{ from: 1000, to: 1500 }],
    });

    expect(kinds).toEqual([]);
  });

  it.each<[Finding['kind'], string, Partial<History>]>([
    ['lost', 'an acknowledged message that is not stored', { attempts, stored: stored.slice(0, 1) }],
    [
      'lost',
      'an acknowledged message in whose place another is stored',
      {
        attempts: [
          acknowledged(one, first),
          anAttempt(aSend({ label: 'send 3' }), { status: 503, code: 'unavailable', retryAfter: '1' }),
        ],
        stored: [aMessage(aSend({ label: 'send 3' }), first)],
      },
    ],
    ['doubled', 'a send that is stored twice', { attempts, stored: [...stored, aMessage(two, idAt(2))] }],
    [
      'doubled',
      'a message that is shown twice',
      { attempts, stored, readings: [aReading([...stored, ...stored.slice(1)], { final: false })] },
    ],
    [
      'reordered',
      'a message that sorts before one that its sender had seen',
      {
        attempts: [acknowledged(one, second), acknowledged(two, first, { seen: second })],
        stored: [aMessage(one, second), aMessage(two, first)],
      },
    ],
    [
      'reordered',
      'a message nobody was told of that sorts before one that its sender had seen',
      {
        attempts: [anAttempt(one, { status: 503, code: 'unavailable', retryAfter: '1', seen: second })],
        stored: [aMessage(one, first)],
      },
    ],
    [
      'reordered',
      'a message at a new place that sorts before what its sender had seen at the try that chose it',
      {
        attempts: [
          anAttempt(two, { status: 503, code: 'unavailable', retryAfter: '1' }),
          acknowledged(two, first, { seen: second, startedAt: 300, endedAt: 400 }),
        ],
        stored: [aMessage(two, first)],
      },
    ],
    [
      'wrong time',
      'a message of an hour ago',
      { attempts: [acknowledged(one, anHourAgo)], stored: [aMessage(one, anHourAgo)] },
    ],
    [
      'wrong time',
      'a message with the time of a try that had not chosen its place',
      {
        attempts: [
          anAttempt(two, { status: 503, code: 'unavailable', retryAfter: '1' }),
          acknowledged(two, second, { startedAt: 20_000, endedAt: 20_100 }),
        ],
        stored: stored.slice(1),
      },
    ],
    [
      'not in the inbox',
      'a poll that does not tell what was acknowledged before it began',
      {
        attempts,
        stored,
        inboxReadings: [anInbox(stored.slice(0, 1)), anInbox(stored.slice(1), { startedAt: 1200, endedAt: 1300 })],
      },
    ],
    [
      'not in the inbox',
      'an inbox that shows less than the engine holds',
      { stored, attempts: [...attempts], inboxReadings: [anInbox(stored.slice(0, 1), { startedAt: 0, final: true })] },
    ],
    [
      'falsely refused',
      'a new name that is taken by nobody',
      { signUps: [{ username: 'ann', won: 0, unknown: 0, taken: 1 }] },
    ],
    [
      'falsely refused',
      'a refusal without reason',
      { attempts: [anAttempt(two, { status: 422, code: 'idempotency_key_reused' })] },
    ],
    [
      'not refused',
      'a dead token that is let in',
      { exchanges: [anExchange({ mayBeRefused: ['unauthenticated'], mustBeRefused: true })] },
    ],
    [
      'refused but stored',
      'a refused message that is stored',
      {
        attempts: [anAttempt(one, { status: 422, code: 'reused', mayBeRefused: ['reused'] })],
        stored: stored.slice(0, 1),
      },
    ],
    [
      'wrongly marked',
      'a replay of nothing',
      {
        attempts: [acknowledged(one, first, { acknowledged: { message: aMessage(one, first), replayed: true } })],
        stored: stored.slice(0, 1),
      },
    ],
    [
      'wrongly marked',
      'a replay that does not say so',
      { attempts: [...attempts, acknowledged(two, second, { startedAt: 500, endedAt: 600 })], stored },
    ],
    [
      'readers disagree',
      'a reading in another order',
      { attempts, stored, readings: [aReading(stored.toReversed(), { final: false })] },
    ],
    [
      'readers disagree',
      'a message that changes',
      {
        attempts,
        stored,
        readings: [
          aReading(stored),
          aReading([{ ...aMessage(one, first), recipient: 'eve' }, ...stored.slice(1)], { final: false }),
        ],
      },
    ],
    [
      'readers disagree',
      'an engine that holds more',
      { attempts, stored, readings: [aReading(stored.slice(0, 1), { startedAt: 0 })] },
    ],
    [
      'not shown',
      'a page that misses a message acknowledged before',
      { attempts, stored, readings: [aReading(stored.slice(1), { final: false, order: 'newest' })] },
    ],
    ['nobody sent it', 'a stored message that nobody sent', { stored: stored.slice(0, 1) }],
    [
      'nobody sent it',
      'an acknowledgement of something else',
      {
        attempts: [
          acknowledged(one, first, {
            acknowledged: { message: { ...aMessage(one, first), recipient: 'eve' }, replayed: false },
          }),
        ],
        stored: stored.slice(0, 1),
      },
    ],
    [
      'landed late',
      'a message that the store is asked for 28 s after its time',
      { landings: [{ ...aLanding(28_000), id: first }] },
    ],
    [
      'name given twice',
      'a name that two were given',
      { signUps: [{ username: 'ann', won: 2, unknown: 0, taken: 0 }] },
    ],
    [
      'too slow',
      'an answer after 5 s in which the harness got to run',
      {
        exchanges: [anExchange({ startedAt: 0, endedAt: 6001 })],
        stalls: [
          { from: -500, to: 500 },
          { from: 5501, to: 7000 },
        ],
      },
    ],
    [
      'no answer',
      'a connection that breaks while its process lives',
      { exchanges: [anExchange({ status: undefined })], outages: [{ process: 'process 2', from: 0, to: 1000 }] },
    ],
    ['no Retry-After', 'a 503 without Retry-After', { exchanges: [anExchange({ status: 503, code: 'unavailable' })] }],
    ['internal error', 'a 500', { exchanges: [anExchange({ status: 500, code: 'internal' })] }],
    ['internal error', "a 503 of the gateway's own", { exchanges: [anExchange({ status: 503, retryAfter: '1' })] }],
    ['crashed', 'a process that ends by itself', { crashes: [{ process: 'process 1', output: 'TypeError' }] }],
  ])('finds as "%s" %s', (kind, _, history) => {
    expect(kindsIn(history)).toEqual([kind]);
  });

  it('finds a message that no poll asked for', () => {
    const inboxReadings = [
      anInbox([], { startedAt: 0, endedAt: 50 }),
      anInbox([], { startedAt: 1000, endedAt: 1100, since: idAt(100) }),
    ];

    expect(kindsIn({ attempts, stored, inboxReadings })).toEqual(['not in the inbox', 'not in the inbox']);
  });

  it('takes the second landing of one message for no harm', () => {
    const landings = [10, 60_000].map((age) => ({ ...aLanding(age), id: first }));

    expect(kindsIn({ landings })).toEqual([]);
  });

  it('takes a message that the store held for no harm, be it late or in no poll', () => {
    const landings = [{ ...aLanding(45_000, 40_000), id: first }];
    const inboxReadings = [
      anInbox(stored.slice(0, 0), { startedAt: 46_000, endedAt: 46_100, since: idAt(15_000) }),
      anInbox(stored.slice(0, 1), { final: true }),
    ];

    expect(kindsIn({ attempts: attempts.slice(0, 1), stored: stored.slice(0, 1), landings, inboxReadings })).toEqual(
      [],
    );
  });

  it('holds a retry to what its sender had seen before the first attempt', () => {
    const [broken, retry] = [
      anAttempt(two, { status: 503, code: 'unavailable', retryAfter: '1' }),
      acknowledged(two, first, {
        seen: second,
        startedAt: 300,
        endedAt: 400,
        acknowledged: { message: aMessage(two, first), replayed: true },
      }),
    ];

    expect(kindsIn({ attempts: [retry, broken], stored: [aMessage(two, first)] })).toEqual([]);
  });
});
