import { describe, expect, it } from '@jest/globals';
import { lowestId } from '../../lib/messages/message.ts';
import { newToken } from '../../lib/sessions/token.ts';
import type { Username } from '../../lib/users/username.ts';
import { aUsername, type Person } from '../support/api.ts';
import { requestsOf } from '../support/requests.ts';
import { aChat, connect } from './chat.ts';

const aPersonCalled = (username: string): Person => ({ username, token: '' });

describe('a page', () => {
  it('is shown to both participants, and to nobody else', async () => {
    const [chat, other] = [await aChat(), await aChat()];
    const [alice, bob] = chat.people;
    const [carol] = other.people;
    await chat.send();

    const shown = [await chat.fetchAs(alice), await chat.fetchAs(bob)];
    const refused = await chat.fetchAs(carol);
    const { result: unknown, requests } = await requestsOf(connect().dynamodb, () =>
      chat.fetchAs({ ...alice, token: newToken(alice.username as Username) }, { page: 2, total: true }),
    );

    expect(shown.map(({ body }) => body.messages)).toEqual([chat.stored, chat.stored]);
    expect(refused).toMatchObject({ status: 403, body: { code: 'not_a_participant' } });
    expect(refused.body.detail).toMatch(/neither userA nor userB.*open to its two participants only/);
    expect([unknown.status, requests.length]).toEqual([401, 1]);
  });

  it('without messages is empty where both users exist, and else names who does not', async () => {
    const chat = await aChat();
    const [alice, bob] = chat.people;
    const [nobody, noOneElse] = [aPersonCalled(aUsername()), aPersonCalled(aUsername())];

    for (const request of [
      {},
      { page: 2 },
      { at: '2026-03-01T12:00:00Z' },
      { around: lowestId },
      { cursor: '0'.repeat(26), total: true },
    ]) {
      expect(await chat.fetchAs(alice, request)).toMatchObject({ status: 200, body: { messages: [] } });
      const { status, body } = await chat.fetchAs(alice, request, [alice, nobody]);
      expect([status, body.code]).toEqual([404, 'unknown_user']);
      expect(body.detail).toContain(nobody.username);
      expect(body.detail).not.toContain(alice.username);
    }
    expect((await chat.fetchAs(alice, {}, [nobody, alice])).body.detail).toContain(nobody.username);
    expect((await chat.fetchAs(alice, {}, [alice, alice])).status).toBe(200);
    expect((await chat.fetchAs(bob, {}, [nobody, noOneElse])).body.code).toBe('not_a_participant');
  });

  it('that is empty beyond the last looks for no users', async () => {
    const chat = await aChat();
    await chat.send();

    for (const request of [{ page: 2 }, { cursor: '-Z'.replace('Z', '0'.repeat(26)) }])
      await requestsOf(connect().dynamodb, () => chat.fetch(request)).then(({ requests }) =>
        expect(requests.filter(({ TableName }) => TableName.endsWith('Users'))).toEqual([]),
      );
  });
});
