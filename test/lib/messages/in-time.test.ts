import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isoTime } from '../../../lib/clock.ts';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import { TooLate } from '../../../lib/messages/errors.ts';
import { newMessageId } from '../../../lib/messages/message.ts';
import type { Fate } from '../../faults/fate.ts';
import { isMessagePut, type StoreCall } from '../../faults/store-call.ts';
import { type SlowSender, slowSender } from './slow-sender.ts';

const TOO_LONG = 20_001;

const failure: Fate = { kind: 'fail', error: 'internal', executed: false, checksum: true };

const isNoteRead = ({ table, operation }: StoreCall) => table === 'Sends' && operation === 'GetItem';
const isNotePut = ({ table, operation }: StoreCall) => table === 'Sends' && operation === 'PutItem';
const isNewestRead = ({ table, operation }: StoreCall) => table === 'Messages' && operation === 'Query';
const isMessageRead = ({ table, operation }: StoreCall) => table === 'Messages' && operation === 'GetItem';

let sender: SlowSender;

/** Gives each test of a block a sender of its own. */
function withSender() {
  beforeEach(async () => {
    sender = await slowSender();
  });
  afterEach(() => sender.stop());
}

/** That so many attempts to put the message were signed, and that it is not stored. */
async function expectNothingStoredAfter(puts: number) {
  expect(sender.puts()).toBe(puts);
  expect(await sender.stored()).toEqual([]);
}

/** Leaves a note without its message, as a process does that dies between the two. */
async function leaveNote(key: string) {
  sender.follow((call) => (isNotePut(call) ? { passes: TOO_LONG } : undefined));
  await expect(sender.send(key)).rejects.toThrow(TooLate);
  sender.follow();
  sender.wait(-TOO_LONG);
}

describe('a message whose time is more than 20 s past is never put', () => {
  withSender();

  it.each([
    [20_000, 1],
    [TOO_LONG, 0],
  ])('by the store: after %d ms it is put %d times', async (age, puts) => {
    const { sender: from, recipient } = sender.users;
    const time = sender.clock();
    const content = { type: 'text', text: 'Is it too late?' } as const;
    const message = { id: newMessageId(time), sender: from, recipient, sentAt: isoTime(time), content };
    sender.wait(age);

    const putting = sender.messages.put(conversationOf(from, recipient), message);

    await (puts ? putting : expect(putting).rejects.toThrow(TooLate));
    expect(sender.puts()).toBe(puts);
    expect(await sender.stored()).toEqual(puts ? [message] : []);
  });

  it.each<[string, Fate]>([
    ['fails', failure],
    ['is throttled', { kind: 'fail', error: 'overThroughput', executed: false, checksum: true }],
    ['hangs', { kind: 'hang' }],
    ['breaks', { kind: 'drop-request' }],
  ])('by the retry of a put that %s', async (_, fate) => {
    sender.follow((call) => (isMessagePut(call) ? { passes: TOO_LONG, fate } : undefined));

    await expect(sender.send()).rejects.toThrow(TooLate);

    await expectNothingStoredAfter(1);
  });

  it('by the third attempt, each of the first two in time', async () => {
    sender.follow((call) => (isMessagePut(call) ? { passes: TOO_LONG / 2, fate: failure } : undefined));

    await expect(sender.send()).rejects.toThrow(TooLate);

    await expectNothingStoredAfter(2);
  });

  it('after a back-off', async () => {
    sender.follow((call) => (isMessagePut(call) && call.attempt === 1 ? { fate: failure } : undefined));
    let attempts = 0;
    const longBackOff =
      <Request, Response>(next: (request: Request) => Promise<Response>, { commandName }: { commandName?: string }) =>
      async (request: Request): Promise<Response> => {
        if (commandName === 'PutItemCommand' && ++attempts === 2) sender.wait(TOO_LONG);
        return next(request);
      };
    const afterRetries = { name: 'longBackOff', relation: 'after', toMiddleware: 'retryMiddleware' } as const;
    sender.client.middlewareStack.addRelativeTo(longBackOff, afterRetries);

    await expect(sender.send()).rejects.toThrow(TooLate);

    expect(attempts).toBe(2);
    await expectNothingStoredAfter(1);
  });

  it('after its note was slow to be put, and once at another time by the next try', async () => {
    sender.follow((call) => (isNotePut(call) ? { passes: TOO_LONG } : undefined));

    await expect(sender.send('a key')).rejects.toThrow(TooLate);
    await expectNothingStoredAfter(0);

    sender.follow();
    const message = await sender.send('a key');
    expect(message.sentAt).toBe(isoTime(sender.clock()));
    expect(await sender.stored()).toEqual([message]);
  });

  it.each([
    ['note', isNoteRead],
    ['message', isMessageRead],
  ])('but at another time after a slow read of its %s, in the name of a try that died', async (_, isSlow) => {
    await leaveNote('a key');
    sender.wait(10_000);
    sender.follow((call) => (isSlow(call) ? { passes: 10_001 } : undefined));

    const message = await sender.send('a key');

    expect(message.sentAt).toBe(isoTime(sender.clock()));
    expect(sender.puts()).toBe(1);
    expect(await sender.stored()).toEqual([message]);
  });

  it('after its note was slow to be moved', async () => {
    await leaveNote('a key');
    sender.wait(30_000);
    sender.follow((call) => (isNotePut(call) ? { passes: TOO_LONG } : undefined));

    await expect(sender.send('a key')).rejects.toThrow(TooLate);

    await expectNothingStoredAfter(0);
  });
});

describe('a message', () => {
  withSender();

  it('has the time at which its slow reads ended', async () => {
    sender.follow((call) => (isNewestRead(call) ? { passes: TOO_LONG } : undefined));

    const message = await sender.send();

    expect(message.sentAt).toBe(isoTime(sender.clock()));
    expect(await sender.stored()).toEqual([message]);
  });

  it('lands when its first two attempts fail and the third is in time', async () => {
    sender.follow((call) => (isMessagePut(call) && call.attempt < 3 ? { passes: 10_000, fate: failure } : undefined));

    const message = await sender.send();

    expect(sender.puts()).toBe(3);
    expect(await sender.stored()).toEqual([message]);
  });
});
