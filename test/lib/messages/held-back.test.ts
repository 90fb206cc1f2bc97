import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import { idAt, type Place } from '../../../lib/messages/message.ts';
import type { Fate } from '../../faults/fate.ts';
import { isMessagePut, placeIn, type StoreCall } from '../../faults/store-call.ts';
import { type SlowSender, slowSender } from './slow-sender.ts';

const lost: Fate = { kind: 'drop-request' };

const isNotePut = ({ table, operation }: StoreCall) => table === 'Sends' && operation === 'PutItem';
const isVoidPut = (call: StoreCall) => call.table === 'Messages' && call.operation === 'PutItem' && !isMessagePut(call);

/** Lets every further attempt at what is held be lost: nobody is answered. */
const loseAll = (isLost: (call: StoreCall) => boolean) => (call: StoreCall) =>
  isLost(call) ? { fate: lost } : undefined;

let sender: SlowSender;

beforeEach(async () => {
  sender = await slowSender();
});
afterEach(() => sender.stop());

describe('one key makes one message', () => {
  it.each([
    ['5 s', 5000],
    ['15 s', 15_000],
    ['33 s', 33_000],
    ['a day', 86_400_000],
    ['an hour by a clock that was set back', -3_600_000],
  ])('where the put of a message is held back, and lands after the next try, %s later', async (_, later) => {
    const letGo = sender.hold(isMessagePut, loseAll(isMessagePut));
    await expect(sender.send('a key')).rejects.toThrow();
    sender.follow();
    sender.wait(later);

    const message = await sender.send('a key');
    await letGo();

    expect(await sender.stored()).toEqual([message]);
    expect(await sender.send('a key')).toEqual(message);
  });

  it('where the first note is held back, and lands after it was moved by the same try', async () => {
    const conversation = conversationOf(sender.users.sender, sender.users.recipient);
    const places: Place[] = [];
    const letGo = sender.hold(isNotePut, (call) => {
      if (!isMessagePut(call)) return undefined;
      const place = placeIn(call) as Place;
      const isFirst = places.push(place) === 1;
      return isFirst ? { first: () => sender.messages.fence(conversation, place) } : undefined;
    });

    const message = await sender.send('a key');
    await letGo();

    expect(places).toHaveLength(2);
    expect(idAt(places[1] as Place)).toBe(message.id);
    expect(await sender.send('a key')).toEqual(message);
    expect(await sender.stored()).toEqual([message]);
  });

  it('where a fence is held back, and lands after the message', async () => {
    const losing = sender.hold(isMessagePut, loseAll(isMessagePut));
    await expect(sender.send('a key')).rejects.toThrow();
    sender.wait(14_000);
    const letGo = sender.hold(isVoidPut, loseAll(isVoidPut));
    sender.wait(1000);
    await expect(sender.send('a key')).rejects.toThrow();
    await losing();

    sender.follow();
    const message = await sender.send('a key');
    await letGo();

    expect(await sender.stored()).toEqual([message]);
  });
});
