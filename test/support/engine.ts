import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { conversationOf } from '../../lib/messages/conversation.ts';
import { type MessageId, newMessageId, placeOf } from '../../lib/messages/message.ts';
import { type TableName, tableName } from '../../lib/tables.ts';
import type { Username } from '../../lib/users/username.ts';
import type { Person } from './api.ts';

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
  const database = engine();
  for (let start = 0; start < ids.length; start += 25) {
    const puts = ids.slice(start, start + 25).map((id) => ({
      PutRequest: {
        Item: { conversation, sentAt: placeOf(id), sender: sender.username, recipient: recipient.username, content },
      },
    }));
    await database.send(new BatchWriteCommand({ RequestItems: { [productTable('Messages')]: puts } }));
  }
}
