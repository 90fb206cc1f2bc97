import type { IncomingHttpHeaders } from 'node:http';

/** The parameters of a request to the store, as far as the harness looks into them. */
type StoreInput = {
  readonly TableName?: string;
  readonly RequestItems?: Readonly<Record<string, StoreInput>>;
  readonly Item?: Readonly<Record<string, { readonly S?: string; readonly BOOL?: boolean }>>;
  readonly Key?: Readonly<Record<string, { readonly S?: string }>>;
  readonly ConsistentRead?: boolean;
  readonly Limit?: number;
  readonly ScanIndexForward?: boolean;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: unknown;
  readonly ExpressionAttributeValues?: unknown;
};

/** A request to the store, as seen on its way: one attempt of the SDK's. */
export type StoreCall = {
  /** The name of the process that makes it. */
  readonly process: string;
  /** DynamoDB's name of the operation, such as `PutItem`. */
  readonly operation: string;
  /** The table, without its prefix, such as `Messages`. */
  readonly table: string;
  /** The parameters, in DynamoDB's JSON. */
  readonly input: StoreInput;
  /** What all attempts at one command share. */
  readonly invocation: string;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** When it was signed, by the clock of who signed it, in milliseconds since the Unix epoch. */
  readonly signedAt: number;
  /** What the SDK believes of its attempts, such as `attempt=2; max=3`. */
  readonly sdkRequest: string;
};

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);
const reads = new Set(['GetItem', 'Query', 'BatchGetItem', 'Scan']);

export const isWrite = ({ operation }: Pick<StoreCall, 'operation'>): boolean => writes.has(operation);

/** Whether it is a read that may be answered from a copy that lags. */
export const isInconsistentRead = ({ operation, input }: StoreCall): boolean => {
  if (!reads.has(operation)) return false;
  const requests = operation === 'BatchGetItem' ? Object.values(input.RequestItems ?? {}) : [input];
  return requests.some(({ ConsistentRead }) => ConsistentRead !== true);
};

/** Whether it reads or writes items: a Lambda function does nothing else. */
export const isAboutItems = ({ operation }: Pick<StoreCall, 'operation'>): boolean =>
  writes.has(operation) || reads.has(operation);

/** Whether it puts a message. */
export const isMessagePut = ({ table, operation, input }: StoreCall): boolean =>
  table === 'Messages' && operation === 'PutItem' && !input.Item?.void;

/** The sort key of the message that it puts. */
export const placeIn = ({ input }: StoreCall): string => input.Item?.sentAt?.S ?? '';

/** Reads what a request to the store says of itself. `attempt` is counted by whoever sees all of them. */
export function toStoreCall(process: string, headers: IncomingHttpHeaders, body: Buffer): Omit<StoreCall, 'attempt'> {
  const operation = String(headers['x-amz-target'] ?? '').replace(/^.*\./, '');
  const input: StoreInput = body.length > 0 ? JSON.parse(body.toString()) : {};
  const fullName = input.TableName ?? Object.keys(input.RequestItems ?? {})[0] ?? '';
  return {
    process,
    operation,
    table: fullName.slice(fullName.lastIndexOf('-') + 1),
    input,
    invocation: String(headers['amz-sdk-invocation-id'] ?? ''),
    signedAt: signedAt(String(headers['x-amz-date'] ?? '')),
    sdkRequest: String(headers['amz-sdk-request'] ?? ''),
  };
}

/** The time in a text such as `20260312T190357Z`. */
const signedAt = (text: string): number =>
  Date.parse(text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
