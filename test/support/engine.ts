import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { withStoreBudget } from '../../lib/dynamodb/budget.ts';
import { connectToDynamodb, type Dynamodb } from '../../lib/dynamodb/client.ts';
import { hourOf } from '../../lib/inbox/hour.ts';
import { conversationOf } from '../../lib/messages/conversation.ts';
import { type MessageId, newMessageId, placeOf } from '../../lib/messages/message.ts';
import { type TableName, tableName } from '../../lib/tables.ts';
import type { Username } from '../../lib/users/username.ts';
import { aText, aUsername, type Person } from './api.ts';

/** Environment variables for a process that speaks to an engine, the test run's unless another is named, as the product does. */
export const engineEnvironment = (endpoint = process.env.ENGINE_URL ?? '') => ({
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  TABLE_PREFIX: 'Duologue',
});

/** A client straight to an engine, that of the test run unless another is named, past the product. */
export const engine = (endpoint = process.env.ENGINE_URL ?? '') =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );

/** How long the store may take where a busy machine must have the time to do all that is counted, in milliseconds. */
const PATIENCE = 15_000;

/** The SDK's connection, as far as it is set here. */
type Patient = {
  updateHttpClientConfig(setting: 'connectionTimeout' | 'requestTimeout', milliseconds: number): void;
};

/** The product's connection to an engine, with 15 s for each call, so that no busy machine makes a 503 of one. */
export function connectPatiently(endpoint?: string): Dynamodb {
  Object.assign(process.env, engineEnvironment());
  const dynamodb = connectToDynamodb(process.env, { endpoint });
  const { requestHandler } = dynamodb.client.config as { readonly requestHandler: unknown };
  (requestHandler as Patient).updateHttpClientConfig('connectionTimeout', PATIENCE);
  (requestHandler as Patient).updateHttpClientConfig('requestTimeout', PATIENCE);
  const send = (command: never) => withStoreBudget(() => dynamodb.send(command), PATIENCE);
  return { ...dynamodb, send: send as Dynamodb['send'] };
}

/** The full name of one of the product's tables. */
export const productTable = (table: TableName): string => tableName('Duologue', table);

/** Ids of messages, the first of that time and each the next a step later, in milliseconds. */
export const messageIdsOf = ({ count, from, step }: { count: number; from: number; step: number }): MessageId[] =>
  Array.from({ length: count }, (_, index) => newMessageId(from + index * step));

const conversationKey = (one: Person, other: Person) =>
  conversationOf(one.username as Username, other.username as Username);

/** Deletes a message, as if it had never been stored. */
export async function deleteMessage(one: Person, other: Person, id: MessageId): Promise<void> {
  const Key = { conversation: conversationKey(one, other), sentAt: placeOf(id) };
  await engine().send(new DeleteCommand({ TableName: productTable('Messages'), Key }));
}

/** Writes messages of those ids straight into the engine: a history that did not have to be sent. */
export async function storeMessages(sender: Person, recipient: Person, ids: readonly MessageId[], content: unknown) {
  const conversation = conversationKey(sender, recipient);
  const names = { sender: sender.username, recipient: recipient.username };
  await storeItems(
    'Messages',
    ids.map((id) => ({ conversation, sentAt: placeOf(id), ...names, content })),
  );
}

/** Fences the places of those ids, straight in the engine. */
export const storeVoids = (one: Person, other: Person, ids: readonly MessageId[]): Promise<void> =>
  storeItems(
    'Messages',
    ids.map((id) => ({ conversation: conversationKey(one, other), sentAt: placeOf(id), void: true })),
  );

/** Writes items straight into a table. */
async function storeItems(table: TableName, items: readonly Record<string, unknown>[]): Promise<void> {
  const database = engine();
  for (let start = 0; start < items.length; start += 25) {
    const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await database.send(new BatchWriteCommand({ RequestItems: { [productTable(table)]: puts } }));
  }
}

/**
 * Writes an inbox straight into the engine: for each time a contact with the longest name, whose last message is of that time;
 * as many unread ones as are asked for, a second apart, and all of them read where so is said.
 */
export async function storeInbox(
  { username }: Person,
  times: readonly number[],
  {
    unread = 1,
    isRead = false,
    behind = aText() as unknown,
  }: { unread?: number; isRead?: boolean; behind?: unknown } = {},
): Promise<void> {
  const all = times.map((time) => {
    const contact = aUsername().padEnd(32, 'x');
    const ids = messageIdsOf({ count: unread, from: time - (unread - 1) * 1000, step: 1000 });
    const places = ids.map(placeOf);
    return { contact, places, newest: places.at(-1) ?? placeOf(newMessageId(time)) };
  });
  const conversation = (contact: string) => conversationOf(username as Username, contact as Username);
  await storeItems(
    'Contacts',
    all.map(({ contact, newest }) => ({ username, contact, activeIn: hourOf(newest) })),
  );
  await storeItems(
    'Messages',
    all.flatMap(({ contact, places, newest }) =>
      places.map((sentAt) => ({
        conversation: conversation(contact),
        sentAt,
        sender: contact,
        recipient: username,
        content: sentAt === newest ? aText() : behind,
      })),
    ),
  );
  if (!isRead) return;
  await storeItems(
    'Receipts',
    all.map(({ contact, newest }) => ({ conversation: conversation(contact), username, readUpTo: newest })),
  );
}
