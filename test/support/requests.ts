import type { Dynamodb } from '../../lib/dynamodb/client.ts';

/** A request to the store, as its command states it. */
type StoreRequest = {
  readonly TableName: string;
  readonly ConsistentRead?: boolean;
  readonly Limit?: number;
  readonly ScanIndexForward?: boolean;
  readonly ProjectionExpression?: string;
};

/** The requests that `work` makes, in order, by a middleware on the SDK's client; `answered` is called after each. */
export async function requestsOf<T>({ client }: Dynamodb, work: () => Promise<T>, answered = () => {}) {
  const requests: StoreRequest[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      requests.push({ ...(args.input as StoreRequest) });
      const answer = await next(args);
      answered();
      return answer;
    },
    { step: 'initialize', name: 'requests' },
  );
  try {
    const result = await work();
    return { result, requests };
  } finally {
    client.middlewareStack.remove('requests');
  }
}

/** A request in words, such as `Messages newer 51 strongly`. */
export const inWords = ({ TableName, ScanIndexForward, Limit, ConsistentRead }: StoreRequest): string =>
  [
    TableName.replace(/^.*-/, ''),
    ...(ScanIndexForward === undefined ? [] : [ScanIndexForward ? 'newer' : 'older']),
    ...(Limit === undefined ? [] : [Limit]),
    ...(ConsistentRead ? ['strongly'] : []),
  ].join(' ');
