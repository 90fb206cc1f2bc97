import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2, Context } from 'aws-lambda';

/** A Lambda function's handler, as each module in `functions/` exports one. */
export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyResultV2>;

/** The function ran longer than it may. */
export class FunctionTimedOut extends Error {
  override readonly name = 'FunctionTimedOut';
}

/** The most that Lambda takes as an answer, in bytes of JSON. */
const MAX_RESULT_BYTES = 6_291_556;

/**
 * Calls a handler as Lambda does, and gives what API Gateway would get: the result after its way through JSON.
 * Throws what the handler throws, and {@link FunctionTimedOut} after `timeout` milliseconds.
 */
export async function invoke(
  handler: Handler,
  event: APIGatewayProxyEventV2,
  { functionName, timeout }: { functionName: string; timeout: number },
): Promise<unknown> {
  const context = newContext(functionName, timeout);
  const { promise: timedOut, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new FunctionTimedOut(`no result within ${timeout} ms`)), timeout);
  try {
    const json = JSON.stringify((await Promise.race([handler(event, context), timedOut])) ?? null);
    if (Buffer.byteLength(json) > MAX_RESULT_BYTES) throw new RangeError(`a result over ${MAX_RESULT_BYTES} bytes`);
    return JSON.parse(json);
  } finally {
    clearTimeout(timer);
  }
}

/** Without `done`, `fail` and `succeed`, which Lambda's Node 24 no longer has either. */
function newContext(functionName: string, timeout: number): Context {
  const deadline = Date.now() + timeout;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '1769',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  } as Context;
}
