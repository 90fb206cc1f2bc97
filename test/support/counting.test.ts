import { setTimeout as after } from 'node:timers/promises';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';
import { aUsername } from './api.ts';
import { costOf } from './counting.ts';
import { connectPatiently } from './engine.ts';

let dynamodb: Dynamodb;

beforeAll(() => {
  dynamodb = connectPatiently();
  let answers = 0;
  dynamodb.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      await after((answers++ * 37) % 100);
      return answer;
    },
    { step: 'deserialize', name: 'slow' },
  );
});

const get = () => dynamodb.send(new GetCommand({ TableName: dynamodb.table('Users'), Key: { username: aUsername() } }));
const sixty = <T>(make: () => Promise<T>) => Promise.all(Array.from({ length: 60 }, make));

describe('round trips to an engine whose answers take unequally long', () => {
  it('are 1 for 60 requests at once, also where some are made a little later', async () => {
    const { cost } = await costOf(dynamodb, () =>
      Promise.all([sixty(get), sixty(() => new Promise((resolve) => setImmediate(() => resolve(get()))))]),
    );

    expect(cost.requests).toHaveLength(120);
    expect(cost.roundTrips).toBe(1);
  });

  it('are 2 for a request that waits for 60', async () => {
    const { cost } = await costOf(dynamodb, async () => {
      await sixty(get);
      await get();
    });

    expect(cost.roundTrips).toBe(2);
  });

  it('are 3 for 60 chains of three that know nothing of each other', async () => {
    const { cost } = await costOf(dynamodb, () =>
      sixty(async () => {
        await get();
        await get();
        await get();
      }),
    );

    expect(cost.requests).toHaveLength(180);
    expect(cost.roundTrips).toBe(3);
  });

  it('are counted where requests fail, too', async () => {
    const put = () =>
      dynamodb.send(
        new PutCommand({
          TableName: dynamodb.table('Users'),
          Item: { username: aUsername() },
          ConditionExpression: 'attribute_exists(username)',
        }),
      );

    const { cost } = await costOf(dynamodb, async () => {
      await expect(put()).rejects.toThrow('conditional');
      await Promise.allSettled([put(), get()]);
    });

    expect(cost.roundTrips).toBe(2);
  });
});
