import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Conversation } from '../../../lib/messages/conversation.ts';
import {
  idAt,
  lowestIdOf,
  type Message,
  type MessageId,
  newMessageId,
  type Place,
  placeOf,
} from '../../../lib/messages/message.ts';
import { messagesStore, type Stretch } from '../../../lib/messages/store.ts';
import type { Username } from '../../../lib/users/username.ts';
import { connect, START } from '../../pages/chat.ts';
import { productTable } from '../../support/engine.ts';
import { inWords, requestsOf } from '../../support/requests.ts';

const { dynamodb, database } = connect();
const messages = messagesStore(dynamodb, () => START);

let conversation: Conversation;

beforeEach(() => {
  conversation = `alice#${randomUUID()}` as Conversation;
});

/** Stores messages of those times, in milliseconds after the start, and gives their places. */
async function store(times: readonly number[], text = 'Hello.'): Promise<Place[]> {
  const all = times.map((time) => aMessage(newMessageId(START + time), text));
  for (const message of all) await messages.put(conversation, message);
  return all.map(({ id }) => placeOf(id));
}

function aMessage(id: MessageId, text = 'Hello.'): Message {
  const names = { sender: 'alice' as Username, recipient: 'bob' as Username };
  return { id, ...names, sentAt: placeOf(id).slice(0, 24), content: { type: 'text', text } };
}

async function read(stretch: Partial<Stretch>): Promise<Place[][]> {
  const found: Place[][] = [];
  for await (const portion of messages.read(conversation, {
    towards: 'newer',
    limit: 10,
    consistent: true,
    ...stretch,
  }))
    found.push(portion.map(({ id }) => placeOf(id)));
  return found;
}

describe('a stretch of a conversation', () => {
  it('goes from an end or a place, itself included, as far as it is told', async () => {
    const [a, b, c, d] = (await store([1, 2, 3, 4])) as [Place, Place, Place, Place];

    const stretches: [Partial<Stretch>, Place[]][] = [
      [{}, [a, b, c, d]],
      [{ towards: 'older' }, [d, c, b, a]],
      [{ from: b }, [b, c, d]],
      [{ from: b, towards: 'older' }, [b, a]],
      [{ from: b, until: c }, [b, c]],
      [{ from: c, until: b, towards: 'older' }, [c, b]],
      [{ from: b, until: b }, [b]],
      [{ until: b }, [a, b]],
      [{ until: c, towards: 'older' }, [d, c]],
      [{ limit: 2 }, [a, b]],
      [{ limit: Number.POSITIVE_INFINITY }, [a, b, c, d]],
    ];
    for (const [stretch, places] of stretches) expect((await read(stretch)).flat()).toEqual(places);
  });

  it('is empty, and not asked for, where it would end before it begins', async () => {
    const [a, b] = (await store([1, 2])) as [Place, Place];

    const { requests } = await requestsOf(dynamodb, async () => {
      expect(await read({ from: b, until: a })).toEqual([]);
      expect(await read({ from: a, until: b, towards: 'older' })).toEqual([]);
    });

    expect(requests).toEqual([]);
  });

  it('is of one conversation', async () => {
    await store([1]);
    conversation = `${conversation}x` as Conversation;

    expect((await read({})).flat()).toEqual([]);
  });

  it('comes in portions of at most 1 MB, up to its limit', async () => {
    const places = await store([1, 2, 3, 4, 5, 6], 'x'.repeat(390_000));

    const all = await read({});
    const { result: four, requests } = await requestsOf(dynamodb, () => read({ limit: 4 }));

    expect(Math.max(...all.map((portion) => portion.length))).toBeLessThanOrEqual(3);
    expect(all.flat()).toEqual(places);
    expect(four.flat()).toEqual(places.slice(0, 4));
    const left = 4 - (four[0]?.length ?? 0);
    expect(requests.map(inWords).slice(0, 2)).toEqual(['Messages newer 4 strongly', `Messages newer ${left} strongly`]);
    expect(requests).toHaveLength(four.length);
  });

  it('is asked for with no higher limit than DynamoDB takes, and as strongly as it is told', async () => {
    const { requests } = await requestsOf(dynamodb, async () => {
      await read({ limit: Number.POSITIVE_INFINITY });
      await read({ consistent: false, towards: 'older' });
    });

    expect(requests.map(inWords)).toEqual(['Messages newer 1000000 strongly', 'Messages older 10']);
  });

  it('can be had as places only', async () => {
    const places = await store([1, 2]);

    const found: Place[][] = [];
    const { requests } = await requestsOf(dynamodb, async () => {
      const stretch = { towards: 'older', limit: 10, consistent: false } as const;
      for await (const portion of messages.places(conversation, stretch)) found.push(portion);
    });

    expect(found.flat()).toEqual(places.toReversed());
    expect(requests).toMatchObject([{ ProjectionExpression: 'sentAt' }]);
  });
});

describe('the newest message', () => {
  it('is read strongly, alone, and is none in a conversation without messages', async () => {
    const none = await messages.newestOf(conversation);
    const places = await store([2, 1]);

    const { result, requests } = await requestsOf(dynamodb, () => messages.newestOf(conversation));

    expect([none, result]).toEqual([undefined, places[0]]);
    expect(requests.map(inWords)).toEqual(['Messages older 1 strongly']);
    expect(requests).toMatchObject([{ ProjectionExpression: 'sentAt' }]);
  });
});

describe('a message', () => {
  it('is found strongly at its place, as it was put', async () => {
    const message = aMessage(newMessageId(START));
    await messages.put(conversation, message);

    const { result, requests } = await requestsOf(dynamodb, () => messages.find(conversation, placeOf(message.id)));

    expect(result).toEqual(message);
    expect(requests.map(inWords)).toEqual(['Messages strongly']);
    expect(await messages.find(conversation, placeOf(lowestIdOf(START)))).toBeUndefined();
  });

  it('holds its id in its sort key only', async () => {
    const [place = '' as Place] = await store([1]);

    const Key = { conversation, sentAt: place };
    const { Item } = await database.send(new GetCommand({ TableName: productTable('Messages'), Key }));

    const { sender, recipient, content } = aMessage(idAt(place));
    expect(Item).toEqual({ ...Key, sender, recipient, content });
  });
});

describe('a void', () => {
  /** Stores messages of those times, and fences the places of others between them. */
  async function storeAmongVoids(times: readonly number[], voids: readonly number[]): Promise<Place[]> {
    const places = await store(times);
    for (const time of voids) await messages.fence(conversation, placeOf(newMessageId(START + time)));
    return places;
  }

  it('keeps a message from its place, and leaves one that is there', async () => {
    const [taken, free] = [aMessage(newMessageId(START)), aMessage(newMessageId(START + 1))];
    expect(await messages.put(conversation, taken)).toBe(true);

    expect(await messages.fence(conversation, placeOf(taken.id))).toBe(false);
    expect(await messages.fence(conversation, placeOf(free.id))).toBe(true);
    expect(await messages.put(conversation, free)).toBe(false);

    expect((await read({})).flat()).toEqual([placeOf(taken.id)]);
  });

  it('may be put there twice, as a message may', async () => {
    const [message, place] = [aMessage(newMessageId(START)), placeOf(newMessageId(START + 1))];

    for (const _ of ['first', 'second']) {
      expect(await messages.put(conversation, message)).toBe(true);
      expect(await messages.fence(conversation, place)).toBe(true);
    }

    expect((await read({})).flat()).toEqual([placeOf(message.id)]);
  });

  it('is not found as a message', async () => {
    const place = placeOf(newMessageId(START));
    await messages.fence(conversation, place);

    expect(await messages.find(conversation, place)).toBeUndefined();
  });

  it('is small', async () => {
    const place = placeOf(newMessageId(START));
    await messages.fence(conversation, place);

    const Key = { conversation, sentAt: place };
    const { Item } = await database.send(new GetCommand({ TableName: productTable('Messages'), Key }));

    expect(Item).toEqual({ ...Key, void: true });
  });

  it('is left out of every stretch, whose messages are as many as there are', async () => {
    const [a, b, c] = (await storeAmongVoids([1, 5, 9], [0, 2, 3, 4, 6, 7, 8, 10])) as [Place, Place, Place];

    const stretches: [Partial<Stretch>, Place[]][] = [
      [{}, [a, b, c]],
      [{ limit: 1 }, [a]],
      [{ limit: 2 }, [a, b]],
      [{ limit: 1, towards: 'older' }, [c]],
      [{ limit: 2, towards: 'older' }, [c, b]],
      [{ from: b, limit: 2 }, [b, c]],
      [{ from: b, until: c }, [b, c]],
      [{ from: b, towards: 'older', limit: 2 }, [b, a]],
    ];
    for (const [stretch, places] of stretches) {
      expect((await read(stretch)).flat()).toEqual(places);
      const found: Place[] = [];
      const whole: Stretch = { towards: 'newer', limit: 10, consistent: true, ...stretch };
      for await (const portion of messages.places(conversation, whole)) found.push(...portion);
      expect(found).toEqual(places);
    }
  });

  it('is not the newest message, however many there are', async () => {
    const [newest] = await storeAmongVoids([1], [2, 3, 4]);

    expect(await messages.newestOf(conversation)).toBe(newest);
  });

  it('is none in a conversation that has no other item', async () => {
    await storeAmongVoids([], [1, 2]);

    expect(await messages.newestOf(conversation)).toBeUndefined();
    expect((await read({})).flat()).toEqual([]);
  });

  it('stays, whatever lands there late', async () => {
    const message = aMessage(newMessageId(START));
    await messages.fence(conversation, placeOf(message.id));

    for (const late of [messages.put(conversation, message), messages.fence(conversation, placeOf(message.id))])
      await late;

    expect((await read({})).flat()).toEqual([]);
  });
});
