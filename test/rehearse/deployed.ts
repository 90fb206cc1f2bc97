import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { hashingRoutes, hashingThrottle } from '../../infra/throttles.ts';
import { routes } from '../../lib/routes.ts';
import { type Table, type TableName, tableName, tables } from '../../lib/tables.ts';
import type { Account } from './account.ts';

/** What is deployed in a region otherwise than the tables of the code say; nothing, if all is well. */
export async function differences(account: Account, stack: string, apiId: string, made: readonly TableName[]) {
  const found = [
    ...missing('route', keysOfRoutes, await account.routes(apiId)),
    ...(await throttles(account, apiId)),
    ...(await Promise.all(made.map((name) => keys(account, stack, name)))).flat(),
  ];
  return found;
}

/** The tables that a stack makes: all of them at home, the regional ones elsewhere. */
export const tablesMade = (isHome: boolean): TableName[] =>
  (Object.entries(tables) as [TableName, Table][])
    .filter(([, { regional }]) => isHome || regional)
    .map(([name]) => name);

const keysOfRoutes = routes.map(({ method, path }) => `${method} ${path}`);

const missing = (what: string, expected: readonly string[], found: readonly string[]) => [
  ...expected.filter((one) => !found.includes(one)).map((one) => `no ${what} ${one}`),
  ...found.filter((one) => !expected.includes(one)).map((one) => `a ${what} ${one} that nobody knows`),
];

async function throttles(account: Account, apiId: string): Promise<string[]> {
  const { routeSettings = {} } = await account.stage(apiId);
  const { rateLimit, burstLimit } = hashingThrottle;
  const limits = Object.entries(routeSettings).map(([key, settings]) => {
    const { throttlingRateLimit, ThrottlingRateLimit, throttlingBurstLimit, ThrottlingBurstLimit } = settings;
    return `${key} ${throttlingRateLimit ?? ThrottlingRateLimit}/${throttlingBurstLimit ?? ThrottlingBurstLimit}`;
  });
  return missing(
    'throttle of',
    hashingRoutes.map((key) => `${key} ${rateLimit}/${burstLimit}`),
    limits,
  );
}

async function keys({ dynamodb }: Account, stack: string, name: TableName): Promise<string[]> {
  const TableName = tableName(stack, name);
  const { partitionKey, sortKey }: Table = tables[name];
  const { Table: found } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const types = Object.fromEntries(
    (found?.AttributeDefinitions ?? []).map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  const schema = (found?.KeySchema ?? []).map(({ AttributeName = '', KeyType }) =>
    [AttributeName, types[AttributeName], KeyType].join(' '),
  );
  const expected = [`${partitionKey.name} ${partitionKey.type} HASH`];
  if (sortKey) expected.push(`${sortKey.name} ${sortKey.type} RANGE`);
  return missing(`key of ${name}`, expected, schema);
}
