import { describe, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import { findingsIn } from './checker.ts';
import { contentOf } from './checks/sends.ts';
import type { Finding } from './finding.ts';
import { conversationOf, type Exchange, type History, type Reading, type Send, type SendAttempt } from './history.ts';

const noon = Date.UTC(2026, 0, 1, 12);
const idAt = (milliseconds: number) => ulid(noon + milliseconds);

const aSend = (overrides: Partial<Send> = {}): Send => ({
  label: 'send 1',
  sender: 'ann',
  recipient: 'bob',
  ...overrides,
});

const aMessage = (send: Send, id: string) => ({
  id,
  sender: send.sender,
  recipient: send.recipient,
  sentAt: '2026-01-01T12:00:00.000Z',
  content: contentOf(send),
});

const anExchange = (overrides: Partial<Exchange> = {}): Exchange => ({
  route: 'GET /messages',
  process: 'process 1',
  startedAt: 100,
  endedAt: 200,
  status: 200,
  ...overrides,
});

const anAttempt = (send: Send, overrides: Partial<SendAttempt> = {}): SendAttempt => ({
  ...anExchange({ route: 'POST /messages', status: 201 }),
  send,
  ...overrides,
});

const acknowledged = (send: Send, id: string, overrides: Partial<SendAttempt> = {}): SendAttempt =>
  anAttempt(send, { acknowledged: { message: aMessage(send, id), replayed: false }, ...overrides });

const aReading = (messages: Reading['messages'], overrides: Partial<Reading> = {}): Reading => ({
  reader: 'bob',
  conversation: conversationOf('ann', 'bob'),
  order: 'oldest',
  startedAt: 1000,
  endedAt: 1100,
  messages,
  complete: true,
  final: true,
  ...overrides,
});

const aHistory = (overrides: Partial<History> = {}): History => ({
  exchanges: [],
  attempts: [],
  readings: [],
  landings: [],
  signUps: [],
  stored: [],
  outages: [],
  crashes: [],
  clockError: 5000,
  ...overrides,
});

const kindsIn = (history: Partial<History>): Finding['kind'][] => findingsIn(aHistory(history)).map(({ kind }) => kind);

const one = aSend();
const two = aSend({ label: 'send 2', sender: 'bob', recipient: 'ann', key: 'key 2' });
const [first, second] = [idAt(0), idAt(1)];
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
      exchanges: [anExchange(), anExchange({ status: 503, code: 'unavailable', retryAfter: '1' })],
      attempts: [...attempts, broken, replay],
      stored,
      readings: [aReading(stored), aReading(stored.toReversed(), { order: 'newest' })],
      landings: [{ id: first, process: 'process 1', at: noon + 10 }],
      signUps: [{ username: 'ann', won: 1, unknown: 0, taken: 1 }],
      outages: [{ process: 'process 1', from: 215, to: 260 }],
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
      'a message that is put 26 s after its time',
      { landings: [{ id: first, process: 'process 1', at: noon + 26_000 }] },
    ],
    [
      'name given twice',
      'a name that two were given',
      { signUps: [{ username: 'ann', won: 2, unknown: 0, taken: 0 }] },
    ],
    ['too slow', 'an answer after 5 s', { exchanges: [anExchange({ startedAt: 0, endedAt: 5001 })] }],
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

  it('takes the second landing of one message for no harm', () => {
    const landings = [10, 60_000].map((age) => ({ id: first, process: 'process 1', at: noon + age }));

    expect(kindsIn({ landings })).toEqual([]);
  });

  it('holds a retry to what its sender had seen before the first attempt', () => {
    const [broken, retry] = [
      anAttempt(two, { status: 503, code: 'unavailable', retryAfter: '1' }),
      acknowledged(two, first, { seen: second, startedAt: 300, endedAt: 400 }),
    ];

    expect(kindsIn({ attempts: [retry, broken], stored: [aMessage(two, first)] })).toEqual([]);
  });
});
