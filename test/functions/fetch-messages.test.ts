import { describe, expect, it } from '@jest/globals';
import { highestId, lowestId } from '../../lib/messages/message.ts';
import {
  aPair,
  aPerson,
  aText,
  aUsername,
  fetchPage,
  follow,
  type PageBody,
  type Person,
  pageRoute,
  productUrl,
  request,
  send,
  sendTexts,
} from '../support/api.ts';
import { messageIdsOf, storeMessages } from '../support/engine.ts';

/** Two users and the messages between them, oldest first. */
async function aConversation(length: number) {
  const [alice, bob] = await aPair();
  return { alice, bob, sent: await sendTexts(length, alice, bob) };
}

const orders = ['newest', 'oldest'] as const;

const inOrder = <T>(sent: readonly T[], order: string): T[] => (order === 'newest' ? sent.toReversed() : [...sent]);

/** Every page from the first one on, along the links of that name. */
async function walk(page: PageBody, link: 'next' | 'previous', reader: Person) {
  const pages = [page];
  for (let url = page[link]; url; url = pages.at(-1)?.[link] ?? null) pages.push(await follow(url, reader));
  return pages;
}

describe('GET /messages', () => {
  it('is gzipped from 1 KB on where the client accepts that, and says the same', async () => {
    const { alice, bob } = await aConversation(10);
    const url = `${productUrl()}${pageRoute(alice, bob).replace('GET ', '')}`;
    const as = (encoding: string) =>
      fetch(url, { headers: { authorization: `Bearer ${alice.token}`, 'accept-encoding': encoding } });

    const [plain, gzipped] = await Promise.all([as('identity'), as('gzip')]);

    const seen = ({ headers }: Response) => [headers.get('content-encoding'), headers.get('vary')];
    expect([seen(plain), seen(gzipped)]).toEqual([
      [null, 'accept-encoding'],
      ['gzip', 'accept-encoding'],
    ]);
    expect(Number(gzipped.headers.get('content-length'))).toBeLessThan(Number(plain.headers.get('content-length')) / 2);
    const messages = async (answer: Response) => ((await answer.json()) as PageBody).messages;
    expect(await messages(gzipped)).toEqual(await messages(plain));
  });

  it('answers the newest 50 messages, newest first, where nothing else is asked', async () => {
    const { alice, bob, sent } = await aConversation(51);

    const page = await fetchPage(alice, bob);

    expect(page).toMatchObject({ page: 1, pageSize: 50, order: 'newest', previous: null });
    expect(page.messages).toEqual(sent.slice(1).reverse());
  });

  it('answers both participants alike, in whatever order and case they are named', async () => {
    const { alice, bob } = await aConversation(2);
    const shouting = { ...alice, username: alice.username.toUpperCase() };

    const pages = [await fetchPage(alice, bob), await fetchPage(bob, alice), await fetchPage(shouting, bob)];

    expect(new Set(pages.map(({ messages }) => JSON.stringify(messages))).size).toBe(1);
  });

  it('shows what was acknowledged in the next read', async () => {
    const [alice, bob] = await aPair();

    for (let number = 0; number < 10; number++) {
      const { id } = await send(alice, bob);
      expect((await fetchPage(bob, alice, { pageSize: 1 })).messages[0]?.id).toBe(id);
    }
  });

  describe.each(orders)('in the order "%s"', (order) => {
    it('gives pages by number, each with what its number names', async () => {
      const { alice, bob, sent } = await aConversation(7);
      const expected = inOrder(sent, order);

      const pages = await Promise.all([1, 2, 3, 4].map((page) => fetchPage(alice, bob, { page, pageSize: 3, order })));

      expect(pages.map(({ messages }) => messages)).toEqual([
        expected.slice(0, 3),
        expected.slice(3, 6),
        expected.slice(6),
        [],
      ]);
      expect(pages.map(({ page }) => page)).toEqual([1, 2, 3, 4]);
      expect(pages.map(({ next }) => next !== null)).toEqual([true, true, false, false]);
      expect(pages.map(({ previous }) => previous !== null)).toEqual([false, true, true, true]);
    });

    it('leads through the whole conversation by its links, forth and back', async () => {
      const { alice, bob, sent } = await aConversation(7);
      const expected = inOrder(sent, order);

      const forth = await walk(await fetchPage(alice, bob, { pageSize: 3, order }), 'next', alice);
      const back = await walk(forth.at(-1) as PageBody, 'previous', alice);

      expect(forth.flatMap(({ messages }) => messages)).toEqual(expected);
      expect(forth.map(({ page }) => page)).toEqual([1, 2, 3]);
      const withoutPoll = ({ poll: _, next, ...page }: PageBody) => ({ ...page, next: next?.replace(/&poll=.*/, '') });
      expect(back.reverse().map(withoutPoll)).toEqual(forth.map(withoutPoll));
    });

    it('leads to no empty page where the last page is exactly full', async () => {
      const { alice, bob } = await aConversation(6);

      const forth = await walk(await fetchPage(alice, bob, { pageSize: 3, order }), 'next', alice);
      const jump = await fetchPage(alice, bob, { page: 2, pageSize: 3, order });

      expect(forth.map(({ messages }) => messages.length)).toEqual([3, 3]);
      expect(jump.next).toBeNull();
    });

    it('leads from past the end to the last page', async () => {
      const { alice, bob, sent } = await aConversation(7);
      const expected = inOrder(sent, order);

      for (const page of [4, 5, 1000, 2 ** 53]) {
        const beyond = await fetchPage(alice, bob, { page, pageSize: 3, order });
        const last = await follow(beyond.previous, alice);

        expect(beyond).toMatchObject({ messages: [], page, next: null });
        expect(last).toMatchObject({ messages: expected.slice(6), page: 3 });
      }
    });

    it('reads from a cursor that names no message', async () => {
      const { alice, bob, sent } = await aConversation(3);
      const [before, after] = order === 'newest' ? [highestId, lowestId] : [lowestId, highestId];

      const all = await fetchPage(alice, bob, { order, cursor: before });
      const none = await fetchPage(alice, bob, { order, cursor: after });
      const allBack = await fetchPage(alice, bob, { order, cursor: `-${after}` });

      expect(all).toMatchObject({ messages: inOrder(sent, order), page: null, next: null, previous: null });
      expect(none).toMatchObject({ messages: [], next: null });
      expect((await follow(none.previous, alice)).messages).toEqual(inOrder(sent, order));
      expect(allBack).toMatchObject({ messages: inOrder(sent, order), next: null, previous: null });
    });
  });

  it('names the links in a Link header too', async () => {
    const { alice, bob } = await aConversation(3);

    const { headers, body } = await request(pageRoute(alice, bob, { page: 2, pageSize: 1 }), { token: alice.token });

    expect(headers.get('link')).toBe(`<${body.next}>; rel="next", <${body.previous}>; rel="prev"`);
  });

  it('takes a page number beside a cursor as a label', async () => {
    const { alice, bob, sent } = await aConversation(5);

    const page = await fetchPage(alice, bob, { cursor: sent[3]?.id ?? '', page: 7, pageSize: 2 });

    expect(page).toMatchObject({ page: 7, messages: [sent[2], sent[1]] });
    expect((await follow(page.next, alice)).page).toBe(8);
    expect((await follow(page.previous, alice)).page).toBe(6);
  });

  it('leaves the label off a link before page 1', async () => {
    const { alice, bob } = await aConversation(3);
    const first = await fetchPage(alice, bob, { pageSize: 1 });
    const second = await follow(first.next, alice);
    await send(alice, bob);

    const again = await follow(second.previous, alice);

    expect(again).toMatchObject({ page: 1, messages: first.messages });
    expect((await follow(again.previous, alice)).page).toBeNull();
  });

  it('answers 200 and empty for a conversation without messages', async () => {
    const [alice, bob] = await aPair();

    const page = await fetchPage(alice, bob);

    expect(page).toEqual({
      messages: [],
      page: 1,
      pageSize: 50,
      order: 'newest',
      next: null,
      previous: null,
      poll: expect.stringMatching(/&after=[0-9A-Z]{26}$/),
      asOf: null,
    });
  });

  it('answers 404 for a conversation with a user that does not exist', async () => {
    const alice = await aPerson();

    const { status, body } = await request(pageRoute(alice, { ...alice, username: aUsername() }), {
      token: alice.token,
    });

    expect([status, body.code]).toEqual([404, 'unknown_user']);
  });

  it('answers 403 to a third user, whether the two exist or not', async () => {
    const [alice, bob] = await aPair();
    const eve = await aPerson();
    const nobody = { ...alice, username: aUsername() };

    const routes = [pageRoute(alice, bob), pageRoute(alice, nobody), pageRoute(nobody, nobody)];
    const answers = await Promise.all(routes.map((route) => request(route, { token: eve.token })));

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([403, 'not_a_participant']));
  });

  it('fills a page that spans several reads of 1 MB', async () => {
    const [alice, bob] = await aPair();
    const ids = messageIdsOf({ count: 160, from: Date.now() - 3_600_000, step: 1000 });
    await storeMessages(alice, bob, ids, aText('漢'.repeat(4000)));

    for (const order of orders) {
      const first = await fetchPage(alice, bob, { pageSize: 150, order });
      const rest = await follow(first.next, alice);
      const jump = await fetchPage(alice, bob, { pageSize: 150, order, page: 2 });

      const seen = [...first.messages, ...rest.messages].map(({ id }) => id);
      expect(seen).toEqual(inOrder(ids, order));
      expect(jump.messages).toEqual(rest.messages);
    }
  });

  it('keeps apart the messages of one millisecond', async () => {
    const [alice, bob] = await aPair();
    const ids = messageIdsOf({ count: 25, from: Date.now() - 60_000, step: 0 });
    await storeMessages(alice, bob, ids, aText());

    const pages = await walk(await fetchPage(alice, bob, { pageSize: 4, order: 'oldest' }), 'next', alice);

    expect(pages.flatMap(({ messages }) => messages.map(({ id }) => id))).toEqual(ids.sort());
  });
});

describe('an invalid cursor', () => {
  const id = 'must be the id of a message, an upper-case ULID';

  it.each([
    ['messages', 'cursor=x', `"cursor" ${id}, with "-" before it or without`],
    ['messages', `around=-${lowestId}`, `"around" ${id}`],
    ['messages', 'after=x&poll=y', `"after" ${id}; "poll" ${id}`],
    ['conversations', 'since=x', `"since" ${id}`],
    [
      'conversations',
      `cursor=${lowestId}`,
      '"cursor" must be an hour, "_" and the id of a message, as a link has them',
    ],
  ])('of GET /%s?%s is told with what it must be', async (route, query, detail) => {
    const { username, token } = await aPerson();
    const who = route === 'messages' ? `userA=${username}&userB=${username}&` : '';

    const { status, body } = await request(`GET /${route}?${who}${query}`, { token });

    expect([status, body.code]).toEqual([400, 'invalid_cursor']);
    expect(body.detail).toBe(`${detail}. Use the links of an answer as they are.`);
  });
});

describe('pages as of a number, once a message has landed late before them', () => {
  const landsLate = async (order: 'newest' | 'oldest', page: number) => {
    const [alice, bob] = await aPair();
    const [late, ...others] = messageIdsOf({ count: 3, from: Date.now() - 60_000, step: 1000 });
    await storeMessages(alice, bob, others, aText());
    const read = await fetchPage(alice, bob, { pageSize: 1, page, asOf: 2, order });
    await storeMessages(alice, bob, late ? [late] : [], aText());
    return { alice, read, late };
  };
  const idsOf = ({ messages }: PageBody) => messages.map(({ id }) => id);

  it('lead on to it, newest first', async () => {
    const { alice, read, late } = await landsLate('newest', 1);

    const oldest = await follow((await follow(read.next, alice)).next, alice);

    expect(idsOf(oldest)).toEqual([late]);
    expect(oldest.next).toBeNull();
  });

  it('lead back to it, oldest first', async () => {
    const { alice, read, late } = await landsLate('oldest', 2);

    const oldest = await follow((await follow(read.previous, alice)).previous, alice);

    expect(idsOf(oldest)).toEqual([late]);
    expect(oldest.previous).toBeNull();
  });
});
