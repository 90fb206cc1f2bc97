import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TableName } from '../../lib/tables.ts';
import { engine, productTable } from '../support/engine.ts';
import type { Item } from './expressions.ts';
import { type Answer, commandOf, perform, type Store } from './store.ts';

type Sent = { readonly Command: new (input: never) => { readonly input: unknown }; readonly input: object };

const TABLE: TableName = 'Messages';
const names = fc.constantFrom('a', 'b', 'c');
const numbers = fc.integer({ min: 1, max: 3 });
const values = fc.record({
  ':text': names,
  ':number': numbers,
  ':lowest': names,
  ':highest': fc.constantFrom('c', 'd'),
});

/** A condition, filter or key condition, with just the placeholders that it names. */
const using = (expression: string, all: Readonly<Record<string, unknown>>) => {
  const used = Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(expression));
  return {
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
    ...(expression.includes('#void') && { ExpressionAttributeNames: { '#void': 'void' } }),
  };
};

const conditions = fc.constantFrom(
  'attribute_not_exists(sentAt)',
  'attribute_not_exists(sentAt) OR nonce = :text',
  'attribute_not_exists(sentAt) OR activeIn <= :number OR nonce = :text',
  'attribute_exists(sentAt) AND NOT nonce = :text',
  'attribute_not_exists(#void)',
  'attribute_not_exists(activeIn) OR activeIn < :number',
  '(nonce <> :text AND activeIn > :number) OR attribute_exists(#void)',
  'nonce = :number OR activeIn >= :text',
  'activeIn BETWEEN :number AND :number',
  'nonce IN (:text, :lowest)',
  'nonce <> :text',
);
const ranges = fc.constantFrom(
  '',
  ' AND sentAt >= :lowest',
  ' AND sentAt <= :highest',
  ' AND sentAt BETWEEN :lowest AND :highest',
  ' AND begins_with(sentAt, :text)',
);
const updates = fc.constantFrom(
  'SET activeIn = :number',
  'SET activeIn = if_not_exists(activeIn, :number) + :number, nonce = :text REMOVE #void',
  'ADD activeIn :number SET #void = :text',
);

/** Commands on one conversation, of the kinds that our stores use. */
const commandsIn = (conversation: string): fc.Arbitrary<Sent[]> => {
  const keys = names.map((sentAt) => ({ conversation, sentAt }));
  const conditional = fc.tuple(keys, conditions, values);
  return fc.array(
    fc.oneof(
      fc
        .tuple(keys, fc.record({ nonce: names, activeIn: numbers, void: names }, { requiredKeys: [] }))
        .map(([key, rest]) => ({
          Command: PutCommand,
          input: { Item: { ...key, ...rest } },
        })),
      fc.tuple(conditional, names).map(([[key, ConditionExpression, all], nonce]) => ({
        Command: PutCommand,
        input: { Item: { ...key, nonce }, ConditionExpression, ...using(ConditionExpression, all) },
      })),
      fc.tuple(conditional, updates).map(([[Key, ConditionExpression, all], UpdateExpression]) => ({
        Command: UpdateCommand,
        input: {
          Key,
          ConditionExpression,
          UpdateExpression,
          ReturnValues: 'ALL_NEW',
          ...using(`${ConditionExpression} ${UpdateExpression}`, all),
        },
      })),
      conditional.map(([Key, ConditionExpression, all]) => ({
        Command: DeleteCommand,
        input: { Key, ConditionExpression, ReturnValues: 'ALL_OLD', ...using(ConditionExpression, all) },
      })),
      keys.map((Key) => ({
        Command: GetCommand,
        input: { Key, ConsistentRead: true, ProjectionExpression: 'nonce, sentAt' },
      })),
      fc
        .record({
          range: ranges,
          all: values,
          limit: numbers,
          forward: fc.boolean(),
          start: names,
          starts: fc.boolean(),
          filters: fc.boolean(),
        })
        .filter(({ range, starts }) => !starts || range === '')
        .map(({ range, all, limit, forward, start, starts, filters }) => {
          const KeyConditionExpression = `conversation = :conversation${range}`;
          const FilterExpression = filters ? 'attribute_not_exists(#void)' : undefined;
          return {
            Command: QueryCommand,
            input: {
              KeyConditionExpression,
              ...using(`${KeyConditionExpression} ${FilterExpression}`, { ...all, ':conversation': conversation }),
              ScanIndexForward: forward,
              Limit: limit,
              ...(filters && { FilterExpression }),
              ...(starts && { ExclusiveStartKey: { conversation, sentAt: start } }),
            },
          };
        }),
    ),
    { minLength: 5, maxLength: 30 },
  ) as fc.Arbitrary<Sent[]>;
};

/** What the engine answers, as the simulated store would put it. */
async function answerOf(database: ReturnType<typeof engine>, { Command, input }: Sent): Promise<Answer> {
  try {
    const command = new Command({ TableName: productTable(TABLE), ...input } as never);
    const { $metadata: _, Count, ScannedCount, ...result } = (await database.send(command as never)) as Item;
    return { result };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { failedOn: undefined };
    throw error;
  }
}

describe('the simulated store', () => {
  it('answers what an engine answers', async () => {
    const database = engine();
    await fc.assert(
      fc.asyncProperty(
        fc.uuid().chain((conversation) => commandsIn(conversation)),
        async (commands) => {
          let store: Store = {};
          for (const sent of commands) {
            const { Command, input } = sent;
            const done = perform(store, commandOf('', new Command({ TableName: TABLE, ...input } as never)));
            store = done.store;
            const simulated: Answer = 'result' in done.answer ? done.answer : { failedOn: undefined };
            expect(simulated).toEqual(await answerOf(database, sent));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each([
    [new PutCommand({ TableName: TABLE, Item: {}, ConditionExpression: 'size(nonce) > :one' })],
    [new PutCommand({ TableName: TABLE, Item: { conversation: 'a', sentAt: 'b' }, ReturnConsumedCapacity: 'TOTAL' })],
    [new QueryCommand({ TableName: TABLE, KeyConditionExpression: 'conversation = :missing' })],
    [
      new UpdateCommand({
        TableName: TABLE,
        Key: { conversation: 'a', sentAt: 'b' },
        UpdateExpression: 'DELETE nonce :a',
      }),
    ],
  ])('refuses what it does not know', (command) => {
    const stored = { '/Messages': { key: { conversation: 'a', sentAt: 'a' } } };
    expect(() => perform(stored, commandOf('', command))).toThrow();
  });
});
