import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTables } from '../../../infra/local/create-tables.ts';
import { type Engine, startEngine } from '../../../infra/local/engine.ts';
import type { TableName } from '../../../lib/tables.ts';
import type { StoreCall } from '../../faults/store-call.ts';
import { engine as clientOf, productTable } from '../../support/engine.ts';
import type { RegionName } from './region.ts';
import { newReplicator, type Outage } from './replicator.ts';

let engines: Record<RegionName, Engine>;
let clients: Record<RegionName, ReturnType<typeof clientOf>>;

beforeAll(async () => {
  engines = { home: await startEngine({ kind: 'embedded' }), away: await startEngine({ kind: 'embedded' }) };
  clients = { home: clientOf(engines.home.endpoint), away: clientOf(engines.away.endpoint) };
  for (const client of Object.values(clients)) await createTables(client, 'Duologue');
});
afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  for (const { stop } of Object.values(engines)) await stop();
});

/** A replicator between the two engines, and a way to write that it follows. */
function aReplicator(delay: readonly [number, number], outages: readonly Outage[] = []) {
  const replicator = newReplicator({ seed: 1, delay, outages });
  replicator.connect({ home: engines.home.endpoint, away: engines.away.endpoint });
  replicator.begin();
  const put = async (region: RegionName, table: TableName, Item: Record<string, string>) => {
    await clients[region].send(new PutCommand({ TableName: productTable(table), Item }));
    const strings = Object.fromEntries(Object.entries(Item).map(([name, S]) => [name, { S }]));
    const input = { TableName: productTable(table), Item: strings };
    replicator.follow(region, { process: region, operation: 'PutItem', table, input } as unknown as StoreCall);
  };
  return { ...replicator, put };
}

const userIn = async (region: RegionName, username: string) =>
  (await clients[region].send(new GetCommand({ TableName: productTable('Users'), Key: { username } }))).Item;

describe('the replicator', () => {
  it('carries a write over after its delay', async () => {
    const { put, settled, longest } = aReplicator([3000, 3050]);

    await put('home', 'Users', { username: 'ann', word: 'one' });
    const before = await userIn('away', 'ann');
    await settled();

    expect([before, await userIn('away', 'ann')]).toEqual([undefined, { username: 'ann', word: 'one' }]);
    expect(longest()).toBeGreaterThanOrEqual(2999);
  });

  it('lets the later of two writes to one item stand in both regions', async () => {
    const { put, settled } = aReplicator([100, 150]);

    await put('away', 'Users', { username: 'bob', word: 'first' });
    await put('home', 'Users', { username: 'bob', word: 'second' });
    await put('home', 'Users', { username: 'cid', word: 'first' });
    await put('away', 'Users', { username: 'cid', word: 'second' });
    await settled();

    for (const region of ['home', 'away'] as const)
      for (const username of ['bob', 'cid'])
        expect(await userIn(region, username)).toEqual({ username, word: 'second' });
  });

  it('holds what a region wrote back for as long as a spell lasts', async () => {
    const { put, settled, longest } = aReplicator([10, 20], [{ from: 'home', start: 0, end: 3000 }]);

    await put('home', 'Users', { username: 'dan', word: 'one' });
    await settled();

    expect(longest()).toBeGreaterThan(300);
  });

  it('leaves a table alone that each region has of its own', async () => {
    const { follow, writes } = aReplicator([0, 0]);

    follow('home', { operation: 'PutItem', table: 'Bookmarks', input: {} } as unknown as StoreCall);

    expect(writes()).toBe(0);
  });
});
