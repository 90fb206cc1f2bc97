import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type Table, type TableName, tables } from '../../lib/tables.ts';
import { type Item, meets, projected, updated } from './expressions.ts';

/** What is stored, by region and table and by key. It is never changed: a write makes another one. */
export type Store = Readonly<Record<string, Readonly<Record<string, Item>>>>;

/** A command as data. */
export type Command = {
  readonly region: string;
  readonly operation: Operation;
  readonly table: TableName;
  readonly input: Item;
};

/** What DynamoDB answers: a result, or that a condition failed, with the item that it met. */
export type Answer = { readonly result: Item } | { readonly failedOn: Item | undefined };

/** What one command does: the store after it, and its answer. */
type Done = { readonly store: Store; readonly answer: Answer };

/** The commands that this store knows, and whether they write. */
const operations = {
  Get: { command: GetCommand, isWrite: false, perform: get },
  Query: { command: QueryCommand, isWrite: false, perform: query },
  Put: { command: PutCommand, isWrite: true, perform: put },
  Update: { command: UpdateCommand, isWrite: true, perform: update },
  Delete: { command: DeleteCommand, isWrite: true, perform: remove },
} as const;

/** What this store knows of their input. */
const parameters: readonly string[] = [
  'Key',
  'Item',
  'ConsistentRead',
  'ConditionExpression',
  'UpdateExpression',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ScanIndexForward',
  'Limit',
  'ExclusiveStartKey',
  'ReturnValues',
];

export type Operation = keyof typeof operations;

/** A command that the SDK would send, as data. Throws where the store does not know it. */
export function commandOf(region: string, sent: { readonly input: unknown }): Command {
  const found = Object.entries(operations).find(([, { command }]) => sent instanceof command);
  if (!found) throw new Error(`The simulated store does not know ${sent.constructor.name}.`);
  const { TableName: table, ...input } = sent.input as { TableName: TableName };
  const unknown = Object.keys(input).find((parameter) => !parameters.includes(parameter));
  if (unknown) throw new Error(`The simulated store does not know ${unknown}.`);
  return { region, operation: found[0] as Operation, table, input };
}

export const isWrite = ({ operation }: Command): boolean => operations[operation].isWrite;

/** Carries a command out. */
export const perform = (store: Store, command: Command): Done =>
  operations[command.operation].perform(store, command as never);

/** The items of a table, in no promised order. */
export const itemsOf = (store: Store, table: TableName, region = ''): Item[] =>
  Object.values(store[placeOf({ region, table })] ?? {});

/** A store with an item more, or with another one of its key. */
export const withItem = (store: Store, table: TableName, item: Item, region = ''): Store =>
  changed(store, { region, table }, item, item);

const placeOf = ({ region, table }: Pick<Command, 'region' | 'table'>) => `${region}/${table}`;

function keyOf(table: TableName, item: Item): Item {
  const { partitionKey, sortKey }: Table = tables[table];
  const names = [partitionKey.name, ...(sortKey ? [sortKey.name] : [])];
  const missing = names.find((name) => item[name] === undefined);
  if (missing) throw new Error(`${table}: the key has no ${missing}.`);
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}

const found = (store: Store, command: Pick<Command, 'region' | 'table'>, key: Item): Item | undefined =>
  store[placeOf(command)]?.[JSON.stringify(keyOf(command.table, key))];

/** The store with the item of a key replaced, or removed where there is none. */
function changed(store: Store, at: Pick<Command, 'region' | 'table'>, key: Item, item: Item | undefined): Store {
  const { [JSON.stringify(keyOf(at.table, key))]: _, ...others } = store[placeOf(at)] ?? {};
  // As DynamoDB would see it: what is undefined is not there.
  const plain: Item | undefined = item && JSON.parse(JSON.stringify(item));
  const items = plain ? { ...others, [JSON.stringify(keyOf(at.table, key))]: plain } : others;
  return { ...store, [placeOf(at)]: sorted(items) };
}

/** The attribute that orders the writes of an item in several regions; the newest stays, as in a global table. */
const VERSION = 'written';

const versionIn = (item: Item | undefined) => Number(item?.[VERSION] ?? 0);

const placesOf = (store: Store, table: TableName) => Object.keys(store).filter((place) => place.endsWith(`/${table}`));

/** With one region there is nothing to order. */
function versionOf(store: Store, { region, table }: Pick<Command, 'region' | 'table'>, key: Item): Item | undefined {
  if (!region) return undefined;
  const name = JSON.stringify(keyOf(table, key));
  const versions = placesOf(store, table).map((place) => versionIn(store[place]?.[name]));
  return { [VERSION]: Math.max(0, ...versions) + 1 };
}

/** The stores in which one item more has reached another region. Nothing is on its way once there are none. */
export const replicated = (store: Store, table: TableName): Store[] =>
  placesOf(store, table).flatMap((from) =>
    placesOf(store, table).flatMap((to) =>
      Object.entries(store[from] ?? {}).flatMap(([name, item]) => {
        const { [name]: old, ...others } = store[to] ?? {};
        if (versionIn(item) <= versionIn(old)) return [];
        return [{ ...store, [to]: sorted({ ...others, [name]: item }) }];
      }),
    ),
  );

const sorted = (items: Readonly<Record<string, Item>>) =>
  Object.fromEntries(Object.entries(items).sort(([a], [b]) => (a < b ? -1 : 1)));

type Conditional = { readonly ConditionExpression?: string };

/** Carries a write out where its condition holds. */
function onCondition(store: Store, command: Command, key: Item, change: (old: Item | undefined) => Item | undefined) {
  const old = found(store, command, key);
  const { ConditionExpression: condition } = command.input as Conditional;
  if (condition && !meets(condition, old ?? {}, command.input)) return { store, answer: { failedOn: old } };
  const written = change(old);
  const item = written && { ...written, ...versionOf(store, command, key) };
  const { ReturnValues: wanted = 'NONE' } = command.input as { ReturnValues?: string };
  const returned: Readonly<Record<string, Item | undefined>> = { NONE: undefined, ALL_OLD: old, ALL_NEW: item };
  if (!(wanted in returned)) throw new Error(`The simulated store does not know ReturnValues ${wanted}.`);
  const attributes = returned[wanted];
  return {
    store: changed(store, command, key, item),
    answer: { result: attributes ? { Attributes: attributes } : {} },
  };
}

function put(store: Store, command: Command): Done {
  const { Item: item } = command.input as { Item: Item };
  return onCondition(store, command, item, () => item);
}

function update(store: Store, command: Command): Done {
  const { Key, UpdateExpression = '' } = command.input as UpdateCommandInput;
  const key = Key as Item;
  return onCondition(store, command, key, (old = key) => updated(UpdateExpression, old, command.input));
}

function remove(store: Store, command: Command): Done {
  return onCondition(store, command, (command.input as { Key: Item }).Key, () => undefined);
}

function get(store: Store, command: Command): Done {
  const { Key, ProjectionExpression: projection } = command.input as { Key: Item; ProjectionExpression?: string };
  const item = found(store, command, Key);
  const shown = item && projection ? projected(projection, item, command.input) : item;
  return { store, answer: { result: shown ? { Item: shown } : {} } };
}

function query(store: Store, command: Command): Done {
  const input = command.input as Omit<QueryCommandInput, 'TableName'>;
  const { sortKey }: Table = tables[command.table];
  const sort = sortKey?.name ?? '';
  const step = input.ScanIndexForward === false ? -1 : 1;
  const inOrder = (one: Item, other: Item) => ((one[sort] as string) < (other[sort] as string) ? -step : step);
  const start = input.ExclusiveStartKey;

  const range = itemsOf(store, command.table, command.region)
    .filter((item) => meets(input.KeyConditionExpression ?? '', item, command.input))
    .sort(inOrder)
    .filter((item) => !start || (item[sort] !== start[sort] && inOrder(start, item) < 0));
  const read = range.slice(0, input.Limit ?? Number.POSITIVE_INFINITY);
  const last = read.at(-1);

  const { FilterExpression: filter, ProjectionExpression: projection } = input;
  const items = read
    .filter((item) => !filter || meets(filter, item, command.input))
    .map((item) => (projection ? projected(projection, item, command.input) : item));
  const isCutShort = input.Limit !== undefined && read.length === input.Limit && last !== undefined;
  return {
    store,
    answer: {
      result: {
        Items: items,
        ...(isCutShort && { LastEvaluatedKey: keyOf(command.table, last) }),
      },
    },
  };
}
