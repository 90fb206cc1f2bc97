import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../../../lib/dynamodb/client.ts';
import type { Conversation } from '../../../lib/messages/conversation.ts';
import { itemSize } from './item-size.ts';
import type { PageReader } from './measure.ts';

/** What it cost to get to a page that nobody had been near. */
export type FirstVisit = {
  readonly parameters: Record<string, string | number>;
  /** How often it was asked for until it came: each try before the last was answered 503, and kept its progress. */
  readonly tries: number;
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly milliseconds: number;
};

const MOST_TRIES = 200;

/** Asks for a page until it comes. */
export async function firstVisit(reader: PageReader, parameters: FirstVisit['parameters']): Promise<FirstVisit> {
  const total = { requests: 0, readUnits: 0, writeUnits: 0, milliseconds: 0 };
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const { result, cost, milliseconds } = await reader.visit(parameters);
    total.requests += cost.requests.length;
    total.readUnits += cost.readUnits;
    total.writeUnits += cost.writeUnits;
    total.milliseconds += milliseconds;
    if (result.status === 200) return { parameters, tries, ...total };
    if (result.status !== 503) throw new Error(`${JSON.stringify(parameters)} is answered ${result.status}`);
  }
  throw new Error(`${JSON.stringify(parameters)} is still answered 503 after ${MOST_TRIES} tries`);
}

/** Visits pages until none sets a bookmark any more: from then on, bookmarks are current. Gives all the visits. */
export async function warm(reader: PageReader, pages: readonly FirstVisit['parameters'][]): Promise<FirstVisit[]> {
  const visits: FirstVisit[] = [];
  for (let cold = pages; cold.length > 0; ) {
    const round = [];
    for (const parameters of cold) round.push(await firstVisit(reader, parameters));
    visits.push(...round);
    cold = round.filter(({ writeUnits }) => writeUnits > 0).map(({ parameters }) => parameters);
  }
  return visits;
}

/** How many bookmarks a conversation has, and the bytes of all that is in the table for it: each is there twice. */
export async function bookmarksOf({ send, table }: Dynamodb, conversation: Conversation) {
  let count = 0;
  let bytes = 0;
  let last: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await send(
      new QueryCommand({
        TableName: table('Bookmarks'),
        KeyConditionExpression: 'conversation = :conversation',
        ExpressionAttributeValues: { ':conversation': `${conversation}#1` },
        ExclusiveStartKey: last,
      }),
    );
    count += Items.filter(({ position }) => /^ordinal#\d/.test(position)).length;
    bytes += Items.reduce((sum, item) => sum + itemSize(item), 0);
    last = LastEvaluatedKey;
  } while (last);
  return { count, bytes };
}
