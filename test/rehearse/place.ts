import { CreateTableCommand, DeleteTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type FunctionName, routes } from '../../lib/routes.ts';
import { type Table, type TableName, tableName, tables } from '../../lib/tables.ts';
import { Unexpected } from '../support/steps.ts';
import { type Account, account } from './account.ts';
import type { Emulator } from './emulator.ts';
import { proxyTo, type Relay } from './proxy.ts';

/** The function that answers a request now; the rehearsal makes one at a time. */
export type Answering = { by: FunctionName | undefined };

/** A deployment in one region, with its API at a URL of its own. */
export type Place = { readonly account: Account; readonly stack: string; readonly apiId: string; readonly api: Relay };

/** Finds a deployment by the outputs of its stack. The emulator knows an API by its host, which the proxy sets. */
export async function placeIn(emulator: Emulator, region: string, stack: string, answering: Answering): Promise<Place> {
  const there = account(emulator.url, region);
  const { Url } = await there.outputs(stack);
  const [, apiId] = /^https?:\/\/(\w+)\.execute-api\./.exec(Url ?? '') ?? [];
  if (!apiId) throw new Unexpected(`${stack} in ${region} has no output Url, but ${Url}`);
  const port = Number(new URL(emulator.url).port);
  const onRequest = (method: string, path: string) => {
    answering.by = routes.find((one) => one.method === method && path.split('?')[0] === one.path)?.function;
  };
  const api = await proxyTo(port, { host: `${apiId}.execute-api.localhost:${port}`, onRequest });
  return { account: there, stack, apiId, api };
}

const shared = (Object.entries(tables) as [TableName, Table][]).filter(([, { regional }]) => !regional);

/** Replicates the tables of a region to another one. The emulator's CloudFormation does not. */
export async function replicate({ dynamodb }: Account, stack: string, to: string): Promise<void> {
  for (const [name] of shared) {
    const ReplicaUpdates = [{ Create: { RegionName: to } }];
    await dynamodb.send(new UpdateTableCommand({ TableName: tableName(stack, name), ReplicaUpdates }));
  }
}

/** Makes the replicated tables of a region empty, and no replicas: as if replication were hours behind. */
export async function unreplicated({ dynamodb }: Account, stack: string): Promise<void> {
  for (const [name, { partitionKey, sortKey }] of shared) {
    const keys = [partitionKey, ...(sortKey ? [sortKey] : [])];
    await dynamodb.send(
      new CreateTableCommand({
        TableName: tableName(stack, name),
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
        KeySchema: keys.map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
  }
}

/** Deletes the replicated tables of a region. */
export async function withoutShared({ dynamodb }: Account, stack: string): Promise<void> {
  for (const [name] of shared) await dynamodb.send(new DeleteTableCommand({ TableName: tableName(stack, name) }));
}

/** Empties a table. */
export async function empty({ documents }: Account, stack: string, name: TableName): Promise<void> {
  const TableName = tableName(stack, name);
  const { partitionKey, sortKey }: Table = tables[name];
  const { Items = [] } = await documents.send(new ScanCommand({ TableName }));
  for (const item of Items) {
    const keys = [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => [name, item[name]]);
    await documents.send(new DeleteCommand({ TableName, Key: Object.fromEntries(keys) }));
  }
}

/** Forgets what would refuse or shorten the next request: the counts of attempts, and the bookmarks. */
export async function forget({ account, stack }: Place): Promise<void> {
  await empty(account, stack, 'Attempts');
  await empty(account, stack, 'Bookmarks');
}
