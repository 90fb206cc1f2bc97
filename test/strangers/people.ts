import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { conversationOf } from '../../lib/messages/conversation.ts';
import { placeOf } from '../../lib/messages/message.ts';
import { callerOf, newToken, type Token } from '../../lib/sessions/token.ts';
import { tableName } from '../../lib/tables.ts';
import type { Username } from '../../lib/users/username.ts';
import { aPassword, aPerson, aText, request } from '../support/api.ts';
import { engine, engineEnvironment, messageIdsOf } from '../support/engine.ts';
import { startProduct } from '../support/product.ts';

/** Names that begin, end or hold those of Ann and Ben, or sort right before and after them, or around the `#`. */
export const lookalikes = [
  'an',
  'ann-',
  'ann.',
  'ann_',
  'ann0',
  'annn',
  'ann-ben',
  'ann.ben',
  'annben',
  'be',
  'ben-',
  'benn',
  '0ben',
] as const;

/** The users there are. Ann and Ben have much to say to each other, and a little to others. */
export const usernames = ['ann', 'ben', 'cat', ...lookalikes] as const;

/** Who has written to whom, before anything else happens, and how often. */
export const conversations = [
  { one: 'ann', other: 'ben', messages: 230 },
  { one: 'ann', other: 'cat', messages: 3 },
  { one: 'ann-ben', other: 'ann', messages: 3 },
  { one: 'ann.', other: 'ben', messages: 3 },
  { one: 'ben-', other: 'ann', messages: 3 },
  { one: 'ben', other: 'ben', messages: 3 },
] as const;

/** Whoever asks: with what token, and who they are while it is alive. */
export type Caller = { readonly name: string; readonly token?: string | undefined; readonly username?: string };

export type Setting = Awaited<ReturnType<typeof aSetting>>;

/** A product with tables of its own, in which all that has been said, and everybody who may ask. */
export async function aSetting(prefix: string) {
  const product = await startProduct({ environment: { ...engineEnvironment(), TABLE_PREFIX: prefix } });
  const baseUrl = product.url;
  const database = engine();
  const people = await Promise.all(usernames.map((username) => aPerson(username, baseUrl)));
  const tokenOf = (username: string) => people.find((person) => person.username === username)?.token ?? '';
  const loggedOut = await Promise.all(['ann', 'ben'].map(logInAgain));
  await Promise.all(loggedOut.map(({ token }) => request('DELETE /sessions', { token, baseUrl })));
  const outdated = await logInAgain('ann');
  await changePassword('ann');
  const deleted = await aPerson('gone', baseUrl);
  await request('DELETE /users/me', { token: deleted.token, baseUrl });
  const expired = newToken('ann' as Username);
  const ids = await tellHistory();
  await sendWithKey('ann', 'cat', "ann's key");
  await sendWithKey('ben', 'ann', "ben's key");
  database.destroy();

  const callers: Caller[] = [
    { name: 'nobody' },
    { name: 'a malformed token', token: 'ann' },
    { name: 'a made-up token', token: newToken('ann' as Username) },
    { name: 'a made-up token of nobody', token: newToken('nobody-there' as Username) },
    { name: "what is stored of Ann's token", token: callerOf(tokenOf('ann') as Token).digest },
    { name: "Ann's session, expired", token: await expire('ann', expired) },
    { name: 'a session that a changed password ended', token: outdated.token },
    { name: 'a deleted user', token: deleted.token },
    ...loggedOut.map(({ username, token }) => ({ name: `${username}, logged out`, token })),
    ...people.map(({ username, token }) => ({ name: username, username, token })),
  ];
  return { product, callers, ids };

  async function logInAgain(username: string) {
    const { body } = await request('POST /sessions', {
      body: { username, password: aPassword },
      baseUrl,
    });
    return { username, token: body.token as string };
  }

  /** Ann changes her password, and takes the old one again. */
  async function changePassword(username: string) {
    const [password, other] = [aPassword, 'another password'];
    const token = tokenOf(username);
    for (const body of [
      { password, newPassword: other },
      { password: other, newPassword: password },
    ]) {
      await request('PUT /users/me/password', { token, body, baseUrl });
    }
  }

  async function sendWithKey(sender: string, recipient: string, key: string) {
    const body = { sender, recipient, content: aText(`with ${key}`) };
    const token = people.find(({ username }) => username === sender)?.token;
    const headers = { 'idempotency-key': key };
    const { status } = await request('POST /messages', { token, body, headers, baseUrl });
    if (status !== 201) throw new Error(`${sender} cannot write to ${recipient}: ${status}`);
  }

  /** Writes a session straight into the engine that ended a second ago. */
  async function expire(username: string, token: Token) {
    const expiresAt = Math.floor(Date.now() / 1000) - 1;
    const Item = { username, tokenDigest: callerOf(token).digest, createdAt: new Date(0).toISOString(), expiresAt };
    const client = engine();
    await client.send(new PutCommand({ TableName: tableName(prefix, 'Sessions'), Item }));
    client.destroy();
    return token;
  }

  /** Writes the conversations straight into the engine, old enough for bookmarks. Gives ids of Ann's and Ben's. */
  async function tellHistory() {
    const from = Date.now() - 3_600_000;
    const told = conversations.map(({ one, other, messages }) => ({
      conversation: conversationOf(one as Username, other as Username),
      sender: one,
      recipient: other,
      ids: messageIdsOf({ count: messages, from, step: 1000 }),
    }));
    const puts = told.flatMap(({ ids, ...message }) =>
      ids.map((id) => ({
        PutRequest: { Item: { ...message, sentAt: placeOf(id), content: aText(`a secret ${randomUUID()}`) } },
      })),
    );
    for (let start = 0; start < puts.length; start += 25) {
      const RequestItems = { [tableName(prefix, 'Messages')]: puts.slice(start, start + 25) };
      await database.send(new BatchWriteCommand({ RequestItems }));
    }
    const activeIn = new Date(from).toISOString().slice(0, 'YYYY-MM-DDThh'.length);
    for (const { sender, recipient } of told) {
      for (const [username, contact] of [[sender, recipient] as const, [recipient, sender] as const]) {
        await database.send(
          new PutCommand({ TableName: tableName(prefix, 'Contacts'), Item: { username, contact, activeIn } }),
        );
      }
    }
    return told[0]?.ids ?? [];
  }
}
