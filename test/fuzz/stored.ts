import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { messageBody } from '../../lib/http/answers/messages.ts';
import { foldedUsername, time } from '../../lib/http/answers/parts.ts';
import { isHour } from '../../lib/inbox/hour.ts';
import { conversationOf } from '../../lib/messages/conversation.ts';
import { idAt, isMessageId, type Place, placeOf } from '../../lib/messages/message.ts';
import { FAILURES_OF_NAME } from '../../lib/sessions/limits.ts';
import { type TableName, tableName, tables } from '../../lib/tables.ts';
import type { Username } from '../../lib/users/username.ts';
import { itemsOf } from '../support/stored.ts';

const isPlace = (text: string) => isMessageId(idAt(text as Place)) && placeOf(idAt(text as Place)) === text;
const place = () => z.string().check(z.refine(isPlace, 'is no place'));
const conversation = () => z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{1,31}#[a-z0-9][a-z0-9._-]{1,31}$/));
const hour = () => z.string().check(z.refine(isHour, 'is no hour'));
const digest = () => z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const attemptId = () => z.string().check(z.regex(/^[A-Za-z0-9_-]{7}$/));
const sessionKey = { username: foldedUsername(), tokenDigest: digest() };
const epochSeconds = () => z.int().check(z.minimum(1_700_000_000), z.maximum(10_000_000_000));

const message = z
  .strictObject({
    conversation: conversation(),
    sentAt: place(),
    sender: foldedUsername(),
    recipient: foldedUsername(),
    content: messageBody.shape.content,
  })
  .check(
    z.refine(
      ({ conversation, sender, recipient }) =>
        conversation === conversationOf(sender as Username, recipient as Username),
      'is in the conversation of others',
    ),
  );

/** What the items of each table look like. */
const items: Readonly<Record<TableName, z.ZodMiniType>> = {
  Users: z.union([
    z.strictObject({
      username: foldedUsername(),
      passwordHash: z.string().check(z.regex(/^\$2[ab]\$\d\d\$[./A-Za-z0-9]{53}$/)),
      createdAt: time(),
      nonce: z.guid(),
    }),
    z.strictObject({ username: foldedUsername(), deletedAt: time() }),
  ]),
  Sessions: z.union([
    z.strictObject({
      ...sessionKey,
      createdAt: time(),
      expiresAt: epochSeconds(),
      deletesUser: z.optional(z.literal(true)),
    }),
    z.strictObject({ ...sessionKey, ended: z.literal(true), expiresAt: epochSeconds() }),
  ]),
  Messages: message,
  Sends: z.strictObject({
    sendKey: z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{1,31}#[ -~]{1,128}$/)),
    place: place(),
    digest: digest(),
    expiresAt: epochSeconds(),
    nonce: z.guid(),
  }),
  Bookmarks: z.union([
    z.strictObject({
      conversation: z.string().check(z.regex(/^[^#]+#[^#]+#1$/)),
      position: z.string().check(z.regex(/^(ordinal#[0-9]{14}00|place#.+)$/)),
      ordinal: z.int().check(z.multipleOf(100), z.minimum(100)),
      place: place(),
    }),
    z.strictObject({
      conversation: z.string().check(z.regex(/^[^#]+#[^#]+#1$/)),
      position: z.literal('ordinal#counted'),
      counted: z.int().check(z.minimum(1)),
    }),
  ]),
  Contacts: z.strictObject({ username: foldedUsername(), contact: foldedUsername(), activeIn: hour() }),
  Receipts: z.strictObject({ conversation: conversation(), username: foldedUsername(), readUpTo: place() }),
  Attempts: z.union([
    z.strictObject({
      attemptsKey: z
        .string()
        .check(z.regex(/^failures#[a-z0-9][a-z0-9._-]{1,31}(#[0-9a-f.:/]+)?#\d{4}-.*T\d\d:\d[05]:00\.000Z$/)),
      attempts: z.optional(z.set(attemptId()).check(z.maxSize(FAILURES_OF_NAME.most))),
      expiresAt: epochSeconds(),
    }),
    z.strictObject({
      attemptsKey: z.string().check(z.regex(/^known#[a-z0-9][a-z0-9._-]{1,31}#[0-9a-f.:/]+$/)),
      salt: z.string().check(z.length(22)),
      expiresAt: epochSeconds(),
    }),
    z.looseObject({
      attemptsKey: z.string().check(z.regex(/^(log-ins|sign-ups)#[0-9a-f.:/]+#\d{4}-.*T\d\d:00:00\.000Z$/)),
      attempts: z.int(),
      expiresAt: epochSeconds(),
    }),
  ]),
};

/** What is stored: how many items each table has, and what is wrong with them. */
export type Stored = { readonly counts: Readonly<Record<string, number>>; readonly invalid: readonly string[] };

/** Looks at every item of every table. */
export async function inspect(database: DynamoDBDocumentClient, prefix: string): Promise<Stored> {
  const counts: Record<string, number> = {};
  const invalid: string[] = [];
  for (const name of Object.keys(tables) as TableName[]) {
    counts[name] = 0;
    for await (const item of itemsOf(database, tableName(prefix, name))) {
      counts[name]++;
      const { error } = items[name].safeParse(item);
      const faults = error?.issues.map(({ path, message }) => `${path.join('/')} ${message}`) ?? [];
      if (hasLoneSurrogate(item)) faults.push('holds a lone surrogate');
      if (faults.length > 0) invalid.push(`${name} ${JSON.stringify(item)}: ${faults.join('; ')}`);
    }
  }
  return { counts, invalid };
}

/** JSON spells it out, where UTF-8 cannot. */
const hasLoneSurrogate = (item: unknown) => /\\ud[89a-f]/i.test(JSON.stringify(item));
