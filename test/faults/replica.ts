import { setTimeout as sleep } from 'node:timers/promises';
import { forward, type Upstream } from './forward.ts';
import { isWrite, type StoreCall } from './store-call.ts';

type Write = { readonly due: number; readonly call: StoreCall };

/** A copy of the store that lags: what eventually consistent reads may be answered from. */
export type Replica = {
  readonly upstream: Upstream;
  /** Takes in a write that took place in the store. It shows here after the lag, in the same order. */
  readonly follow: (call: StoreCall) => void;
  /** Resolves once every write shows that is older than the lag: on a busy machine the copy would lag for longer. */
  readonly caughtUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Keeps an engine as a copy that shows each write some milliseconds after it took place. */
export function laggingReplica(upstream: Upstream, lag: number): Replica {
  const writes: Write[] = [];
  let stopped = false;

  const replay = async () => {
    while (!stopped) {
      const [next] = writes;
      const wait = next ? next.due - performance.now() : 20;
      if (wait > 0) await sleep(wait);
      if (next) await applyTo(upstream, next.call);
      if (next) writes.shift();
    }
  };
  const replaying = replay();

  return {
    upstream,
    follow: (call) => {
      if (isWrite(call)) writes.push({ due: performance.now() + lag, call });
    },
    caughtUp: async () => {
      const now = performance.now();
      while (!stopped && (writes[0]?.due ?? now) < now) await sleep(1);
    },
    stop: async () => {
      stopped = true;
      await replaying;
    },
  };
}

/** Makes a write again on another engine. It took place in the store, so its condition is not asked again. */
export async function applyTo(upstream: Upstream, { operation, input }: StoreCall): Promise<void> {
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues, ...rest } = input;
  const unconditional = operation === 'PutItem' || operation === 'DeleteItem' ? rest : input;
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'x-amz-date': '20260101T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  };
  const { status, body } = await forward(upstream, headers, Buffer.from(JSON.stringify(unconditional)));
  if (status !== 200) throw new Error(`The replica refuses a write: ${status} ${body}`);
}
