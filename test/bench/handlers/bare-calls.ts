import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { newMessageId, placeOf } from '../../../lib/messages/message.ts';
import { callerOf, type Token } from '../../../lib/sessions/token.ts';

/** The store calls of a send and of a first page of 50 between algernon and lane, by the SDK alone. */
export function bareCalls(token: string) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient());
  const { username, digest: tokenDigest } = callerOf(token as Token);
  const conversation = 'algernon#lane';
  const names = { '#void': 'void' };

  const session = () =>
    client.send(
      new GetCommand({ TableName: 'Duologue-Sessions', Key: { username, tokenDigest }, ConsistentRead: true }),
    );

  const query = (limit: number, ProjectionExpression?: string) =>
    client.send(
      new QueryCommand({
        TableName: 'Duologue-Messages',
        KeyConditionExpression: 'conversation = :conversation',
        FilterExpression: 'attribute_not_exists(#void)',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':conversation': conversation },
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: true,
        ProjectionExpression,
      }),
    );

  return {
    async send(text: string): Promise<void> {
      const user = client.send(
        new GetCommand({ TableName: 'Duologue-Users', Key: { username: 'lane' }, ConsistentRead: true }),
      );
      await Promise.all([session(), user, query(1, 'sentAt')]);
      const sentAt = placeOf(newMessageId(Date.now()));
      const Item = { conversation, sentAt, sender: 'algernon', recipient: 'lane', content: { type: 'text', text } };
      await client.send(
        new PutCommand({
          TableName: 'Duologue-Messages',
          Item,
          ConditionExpression: 'attribute_not_exists(#void)',
          ExpressionAttributeNames: names,
        }),
      );
    },

    async fetch(): Promise<void> {
      await Promise.all([session(), query(51)]);
    },
  };
}
