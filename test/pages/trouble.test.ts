import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';
import { Unavailable } from '../../lib/dynamodb/unavailable.ts';
import { idAt, placeOf } from '../../lib/messages/message.ts';
import { bookmarksStore } from '../../lib/pages/bookmarks-store.ts';
import { pageRoute } from '../support/api.ts';
import { costOf } from '../support/counting.ts';
import { invoke } from '../support/lambda.ts';
import { quiet } from '../support/quiet.ts';
import { inWords, requestsOf } from '../support/requests.ts';
import { bookmarkFaults, bookmarkItemsOf, bookmarksOf, deleteBookmarks } from './bookmarks.ts';
import { aChat, Chat, connect } from './chat.ts';
import { differences, textsOf } from './differences.ts';
import { inFullOr } from './full.ts';
import { handlersWith } from './handlers.ts';
import { storeHistory } from './histories.ts';
import { firstIdOf, type PageRequest, pageOf } from './model.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

quiet(); // the log has a line for each 503

/** The product's connection, where each call may be held back or refused before it is made. */
const disturbed = (before: (command: object) => unknown): Dynamodb => {
  const { dynamodb } = connect();
  const send = async (command: never) => {
    await before(command);
    return dynamodb.send(command);
  };
  return { ...dynamodb, send: send as Dynamodb['send'] };
};

const isQueryOf = (table: string, command: object) =>
  command instanceof QueryCommand && (command.input as QueryCommandInput).TableName?.endsWith(table);

const old = (count: number, length = 5) => ({ count, ago: 24 * HOUR, step: 1000, length, seed: count });

describe('a gap among the bookmarks', () => {
  const COUNT = inFullOr(30_000, 5000);
  const READS = 4;

  it('is walked at no more tries than a conversation without any, and each try sets bookmarks', async () => {
    let left = 0;
    const chat = await aChat(
      disturbed((command) => {
        if (isQueryOf('Messages', command) && left-- <= 0) throw new Unavailable(new Error('the time is over'));
      }),
    );
    await storeHistory(chat, [old(COUNT, 3700)]);
    const bookmarkCount = async () => (await bookmarksOf(connect().database, chat.conversation)).length;

    async function triesOf(request: PageRequest) {
      for (let tries = 1; ; tries++) {
        left = READS;
        const before = await bookmarkCount();
        const answer = await chat.fetchAs(chat.people[0], request);
        if (answer.status === 200) {
          expect(differences(answer, pageOf(chat.stored, chat.now, request))).toEqual([]);
          return tries;
        }
        expect(answer.headers.get('retry-after')).toBe('1');
        expect(await bookmarkCount()).toBeGreaterThan(before);
      }
    }
    const wanted = { page: 40 } as const;
    const without = await triesOf(wanted);
    const highest = Math.max(...(await bookmarksOf(connect().database, chat.conversation)).map((one) => one.ordinal));
    await deleteBookmarks(connect().database, chat.conversation, ({ ordinal }) => ordinal !== highest);
    const withHighest = await triesOf(wanted);

    expect(highest).toBe(COUNT);
    expect(without).toBeGreaterThan(2);
    expect(withHighest).toBeLessThanOrEqual(without);
  }, 600_000);
});

describe('bookmarks that cannot be read', () => {
  it('are as none', async () => {
    const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    const chat = await aChat(
      disturbed((command) => {
        if (isQueryOf('Bookmarks', command)) throw throttled;
      }),
    );
    await storeHistory(chat, [old(400)]);

    for (const request of [
      { page: 3 },
      { page: 3, order: 'oldest' },
      { total: true },
      { page: 2, asOf: 350 },
      { around: chat.stored[150]?.id },
    ] as const)
      expect(differences(await chat.fetch(request), pageOf(chat.stored, chat.now, request))).toEqual([]);
  });
});

describe('wrong bookmarks', () => {
  it('are cured by another generation, also where a reader of the old one is on its way', async () => {
    const chat = await aChat();
    await storeHistory(chat, [old(450)]);
    const { dynamodb, database } = connect();
    const wrong = { ordinal: 200, place: placeOf(chat.stored[200]?.id as never) };
    await bookmarksStore(dynamodb, '1').set(chat.conversation, wrong);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = new Chat(
      chat.people,
      disturbed((command) => (isQueryOf('Messages', command) ? released : undefined)),
    );
    const onItsWay = slow.fetch({ total: true });
    const next = handlersWith(dynamodb, () => chat.now, '2');
    const read = async (request: PageRequest) => {
      const [{ token }] = chat.people;
      const answer = await invoke(next.fetch, pageRoute(...chat.people, textsOf(request)), { token });
      return differences(answer, pageOf(chat.stored, chat.now, request));
    };

    const before = await read({ total: true });
    release();
    const { body } = await onItsWay;
    const after = [...(await read({ page: 4, total: true })), ...(await read({ page: 5, order: 'oldest' }))];

    expect(body.total.messages).toBe(449);
    expect([...before, ...after]).toEqual([]);
    const items = await bookmarkItemsOf(database, chat.conversation, '2');
    expect(bookmarkFaults(items, chat.stored, chat.now)).toEqual([]);
    expect(items.filter(({ ordinal }) => ordinal !== undefined)).toHaveLength(8);
  });
});

describe('a clock that is wrong until the store has answered', () => {
  /** A chat of which the readers' clock is off until two answers have told the time, as the SDK's would be. */
  async function aChatOff(by: number) {
    let answers = 0;
    const chat = await aChat();
    const { dynamodb } = connect();
    const send = async (command: never) => {
      const answer = await dynamodb.send(command);
      answers++;
      return answer;
    };
    const clock = () => chat.now + (answers < 2 ? by : 0);
    const { fetch } = handlersWith({ ...dynamodb, send: send as Dynamodb['send'] }, clock, '1', () => () => 0);
    const [{ token }] = chat.people;
    const read = (request: PageRequest) => {
      answers = 0;
      return invoke(fetch, pageRoute(...chat.people, textsOf(request)), { token });
    };
    await read({});
    return { chat, read };
  }

  it.each([-HOUR, HOUR])('by %d ms sets no bookmark over what is young', async (by) => {
    const { chat, read } = await aChatOff(by);
    await storeHistory(chat, [{ count: 130, ago: 5 * MINUTE, step: 1000, length: 5, seed: 1 }]);

    const { body } = await read({ total: true });

    expect(body.total.messages).toBe(130);
    expect(await bookmarksOf(connect().database, chat.conversation)).toEqual([]);
  });

  it.each([-HOUR, HOUR])('by %d ms polls from 30 s back', async (by) => {
    const { chat, read } = await aChatOff(by);
    await chat.send();

    const { body } = await read({});

    expect(body.poll).toMatch(new RegExp(`after=${firstIdOf(chat.now - 30_000)}$`));
  });

  it('by an hour reads strongly what has not settled', async () => {
    const { chat, read } = await aChatOff(HOUR);
    await chat.store([chat.idOf(3000), chat.idOf(2000), chat.idOf(1000)]);
    const cursor = chat.stored[2]?.id;

    const { result, requests } = await requestsOf(connect().dynamodb, () => read({ cursor }));

    expect(differences(result, pageOf(chat.stored, chat.now, { cursor }))).toEqual([]);
    expect(requests.map(inWords).at(-1)).toBe('Messages older 52 strongly');
  });
});

describe('before the session is there', () => {
  it.each<[string, PageRequest, string]>([
    ['the newest page', {}, 'Messages older 51 strongly'],
    ['a number', { page: 3 }, 'Bookmarks older 2'],
    ['a time', { at: '2026-02-28T12:02:00Z', total: true }, 'Bookmarks older 2'],
    ['a cursor and a total', { cursor: '0'.repeat(26), order: 'oldest', total: true }, 'Messages newer 52 strongly'],
  ])('%s makes one read beside it, and writes nothing', async (_, request, first) => {
    let isHeld = false;
    let release = () => {};
    const calls: object[] = [];
    const chat = await aChat(
      disturbed(async (command) => {
        calls.push(command);
        const { TableName = '' } = (command as QueryCommand).input;
        if (isHeld && TableName.endsWith('Sessions'))
          await new Promise<void>((resolve) => {
            release = resolve;
          });
      }),
    );
    await storeHistory(chat, [old(450)]);
    isHeld = true;
    calls.length = 0;

    const answer = chat.fetchAs(chat.people[0], request);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begun = calls.map((command) => inWords((command as QueryCommand).input as never));
    release();
    await answer;

    expect(begun.sort()).toEqual([first, 'Sessions strongly'].sort());
  });
});

describe('an idle poll', () => {
  it('takes one round trip and two read units, and looks up no user', async () => {
    const chat = await aChat();
    await storeHistory(chat, [old(3)]);
    const { body } = await chat.fetch({});
    chat.moveClock(5000);

    const { result, cost } = await costOf(connect().dynamodb, () => chat.follow(body.poll));

    expect(result.body.messages).toEqual([]);
    expect([cost.requests.length, cost.roundTrips, cost.writeUnits]).toEqual([2, 1, 0]);
    expect(cost.readUnits).toBeLessThanOrEqual(2);
  });

  it('follows a conversation that does not exist, and says nothing of it', async () => {
    const chat = await aChat();
    const after = idAt(placeOf(chat.idOf(0)));

    expect(await chat.fetch({ after })).toMatchObject({ status: 200, body: { messages: [], next: null } });
  });
});
