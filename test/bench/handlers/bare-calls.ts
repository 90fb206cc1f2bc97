import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

const client = DynamoDBDocumentClient.from(new DynamoDBClient());
const Sessions = 'Duologue-Sessions';
const Users = 'Duologue-Users';
const Messages = 'Duologue-Messages';
const conversation = 'algernon#lane';

const session = () =>
  client.send(new GetCommand({ TableName: Sessions, Key: { tokenDigest: 'a digest' }, ConsistentRead: true }));

const query = (limit: number) =>
  client.send(
    new QueryCommand({
      TableName: Messages,
      KeyConditionExpression: 'conversation = :conversation',
      ExpressionAttributeValues: { ':conversation': conversation },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: true,
    }),
  );

/** The store calls of a send, and nothing else. */
export async function send(text: string): Promise<void> {
  const user = client.send(new GetCommand({ TableName: Users, Key: { username: 'lane' } }));
  await Promise.all([session(), user, query(1)]);
  const content = { type: 'text', text };
  const Item = { conversation, sentAt: new Date().toISOString(), sender: 'algernon', recipient: 'lane', content };
  await client.send(new PutCommand({ TableName: Messages, Item }));
}

/** The store calls of a first page of 50, and nothing else. */
export async function fetch(): Promise<void> {
  await Promise.all([session(), query(51)]);
}
