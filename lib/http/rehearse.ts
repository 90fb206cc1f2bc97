import { setTimeout as sleep } from 'node:timers/promises';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { RouteKey } from '../routes.ts';
import { newToken } from '../sessions/token.ts';
import type { Username } from '../users/username.ts';
import type { Handler } from './endpoint.ts';

/** How long a function's start may wait for the rehearsal, in milliseconds. */
const PATIENCE = 1000;

/** No user can have this name. */
export const NOBODY = '-' as Username;

type Rehearsal = {
  readonly route: RouteKey;
  readonly query?: string;
  readonly body?: unknown;
  /** Store calls that the route makes for a caller with a session: reads of what nobody has, writes that are refused here. */
  readonly calls?: readonly (() => Promise<unknown>)[];
};

/**
 * Makes a request before the first caller does, while Lambda starts the function: a stranger's, who has a token that was
 * never given out. It is refused after the read of a session that every request begins with; beside it, the calls are made
 * that would follow. So credentials, connections and code are ready that the first request of a process would else wait for.
 * It costs the reads among them, once a process; a store that does not answer is left to the first caller.
 *
 * Only Lambda starts a process for a request: on a laptop it would delay the start, and count as a request in tests.
 */
export async function rehearse(handler: Handler, { route, query = '', body, calls = [] }: Rehearsal): Promise<void> {
  if (!process.env.AWS_LAMBDA_FUNCTION_NAME) return;
  const event = {
    routeKey: route,
    rawQueryString: query,
    headers: { authorization: `Bearer ${newToken('nobody' as Username)}`, 'content-type': 'application/json' },
    requestContext: { requestId: 'rehearsal', http: { method: route.split(' ')[0] } },
    isBase64Encoded: false,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  } as unknown as APIGatewayProxyEventV2;
  const rehearsed = Promise.allSettled([handler(event, {} as Context), ...calls.map((call) => call())]);
  await Promise.race([rehearsed, sleep(PATIENCE, undefined, { ref: false })]);
}
