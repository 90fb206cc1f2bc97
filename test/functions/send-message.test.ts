import { describe, expect, it } from '@jest/globals';
import { aPair, aPerson, aText, aUsername, fetchPage, request, send } from '../support/api.ts';

describe('POST /messages', () => {
  it('answers 201 with the stored message', async () => {
    const [alice, bob] = await aPair();

    const message = await send(alice, bob, aText('Good morning, Lane.'));

    expect(message).toEqual({
      id: expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
      sender: alice.username,
      recipient: bob.username,
      sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      content: { type: 'text', text: 'Good morning, Lane.' },
    });
    expect((await fetchPage(bob, alice)).messages).toEqual([message]);
  });

  it.each([
    ['a text kept to the letter', aText(' \u202eשלום\u202c 👩‍👩‍👧 a\u0301\n\u0000 '), {}],
    ['the longest text', aText('😀'.repeat(4000)), {}],
    ['an image', { type: 'image', url: 'https://example.com/a%20b.png?x=1#y', width: 1, height: 100_000 }, {}],
    ['an image without its size', { type: 'image', url: 'HTTP://EXAMPLE.com' }, { width: 640, height: 480 }],
    ['a video', { type: 'video', url: 'https://vevo.com/watch/x', length: 86_400, source: 'Vevo' }, {}],
    [
      'a video with nothing but its link',
      { type: 'video', url: 'https://m.youtube.com/watch?v=1' },
      { length: 60, source: 'YouTube' },
    ],
    ['a short link of YouTube', { type: 'video', url: 'https://youtu.be/1', length: 1 }, { source: 'YouTube' }],
    [
      'an embedded link of YouTube',
      { type: 'video', url: 'https://www.youtube-nocookie.com/embed/1', length: 1 },
      { source: 'YouTube' },
    ],
    [
      'a video of a host that only looks like one',
      { type: 'video', url: 'https://notyoutube.com/', length: 1 },
      { source: 'Other' },
    ],
    [
      'a video of another host with a stated source',
      { type: 'video', url: 'https://cdn.example.com/1', length: 1, source: 'Vevo' },
      {},
    ],
  ])('stores %s', async (_, content, filledIn) => {
    const [alice, bob] = await aPair();

    const message = await send(alice, bob, content);

    expect(message.content).toEqual({ ...content, ...filledIn });
    expect((await fetchPage(bob, alice)).messages).toEqual([message]);
  });

  it('folds the names of sender and recipient', async () => {
    const [alice, bob] = await aPair();
    const body = { sender: alice.username.toUpperCase(), recipient: bob.username.toUpperCase(), content: aText() };

    const answer = await request('POST /messages', { token: alice.token, body });

    expect(answer.body).toMatchObject({ sender: alice.username, recipient: bob.username });
  });

  it('lets a user write to themself', async () => {
    const alice = await aPerson();

    const message = await send(alice, alice);

    expect((await fetchPage(alice, alice)).messages).toEqual([message]);
  });

  it('answers 403 to one who writes in the name of another', async () => {
    const [alice, bob] = await aPair();

    const { status, body } = await request('POST /messages', {
      token: alice.token,
      body: { sender: bob.username, recipient: alice.username, content: aText() },
    });

    expect([status, body.code]).toEqual([403, 'not_the_sender']);
    expect((await fetchPage(alice, bob)).messages).toEqual([]);
  });

  it('answers 404 for a recipient that does not exist', async () => {
    const alice = await aPerson();

    const { status, body } = await request('POST /messages', {
      token: alice.token,
      body: { sender: alice.username, recipient: aUsername(), content: aText() },
    });

    expect([status, body.code]).toEqual([404, 'unknown_recipient']);
  });

  it('keeps each of 100 messages that ten send at once, in one order for both readers', async () => {
    const [alice, bob] = await aPair();
    const tenSenders = Array.from({ length: 10 }, (_, sender) =>
      (async () => {
        const [from, to] = sender % 2 === 0 ? [alice, bob] : [bob, alice];
        const ids: string[] = [];
        for (let number = 0; number < 10; number++) ids.push((await send(from, to)).id);
        return ids;
      })(),
    );

    const acknowledged = (await Promise.all(tenSenders)).flat();

    const readers = [await fetchPage(alice, bob, { pageSize: 200 }), await fetchPage(bob, alice, { pageSize: 200 })];
    const [seenByAlice, seenByBob] = readers.map(({ messages }) => messages.map(({ id }) => id));
    expect(new Set(acknowledged).size).toBe(100);
    expect([...(seenByAlice ?? [])].sort()).toEqual([...acknowledged].sort());
    expect(seenByBob).toEqual(seenByAlice);
  });
});
