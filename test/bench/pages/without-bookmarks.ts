import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../../../lib/dynamodb/client.ts';
import type { Conversation } from '../../../lib/messages/conversation.ts';

/** How a page is found where there are no bookmarks: by passing over all messages before it. */
export type Way = 'walking' | 'counting';

const asking: Record<Way, Partial<QueryCommandInput>> = {
  /** Fetches but the keys of what it passes over. */
  walking: { ProjectionExpression: 'sentAt' },
  /** Fetches not even those; DynamoDB reads, and bills, the same. */
  counting: { Select: 'COUNT' },
};

/** Reads a page from the newest end, at half price, passing over what comes before it in reads of 1 MB. */
export async function readWithoutBookmarks(
  { send, table }: Dynamodb,
  conversation: Conversation,
  way: Way,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<number> {
  let left = (page - 1) * pageSize;
  let last: QueryCommandInput['ExclusiveStartKey'];
  const query = (input: Partial<QueryCommandInput>) =>
    send(
      new QueryCommand({
        TableName: table('Messages'),
        KeyConditionExpression: 'conversation = :conversation',
        ExpressionAttributeValues: { ':conversation': conversation },
        ScanIndexForward: false,
        ExclusiveStartKey: last,
        ...input,
      }),
    );

  while (left > 0) {
    const { Count = 0, LastEvaluatedKey } = await query({ ...asking[way], Limit: left });
    left -= Count;
    last = LastEvaluatedKey;
    if (!last) return 0;
  }
  return (await query({ Limit: pageSize })).Count ?? 0;
}
