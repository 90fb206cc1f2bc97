import type { IncomingMessage } from 'node:http';
import { problem } from '../../lib/http/problem.ts';
import type { FunctionName } from '../../lib/routes.ts';
import { type Answer, ownAnswer, toAnswer } from './answer.ts';
import { toEvent } from './event.ts';
import { FunctionTimedOut, type Handler, invoke } from './invoke.ts';
import { type Limit, limitConcurrency, Overloaded } from './limit-concurrency.ts';
import { onOneLine } from './on-one-line.ts';

/** The functions that an HTTP API is integrated with. */
export type Functions = {
  readonly handlers: Readonly<Record<FunctionName, Handler>>;
  /** Takes one line where a function failed, or was too busy. */
  readonly log: (line: string) => void;
  /** How long a function may run, in milliseconds. */
  readonly functionTimeout?: number;
  /** How many requests each function works on at once; the others wait. */
  readonly concurrency?: Readonly<Record<FunctionName, number>>;
};

/** A request for a function, read to its end. */
export type Received = {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly routeKey: string;
  readonly requestId: string;
};

/**
 * A process that takes on more than it can do in a second lets every store call time out and be repeated, and answers
 * nothing. A few at once keep its core busy, and more are no faster (`npm run bench -- throughput`): of pages, which may
 * be of megabytes, and of passwords to be hashed, which hold up everything else, two.
 */
const CONCURRENCY = { users: 2, 'send-message': 4, 'fetch-messages': 2 };

/**
 * A Lambda integration of payload format 2.0: hands a request to a function as an event, and makes an answer of what it
 * returns. Where the function fails, the answer is API Gateway's own.
 */
export function integration({ handlers, log, functionTimeout = 10_000, concurrency = CONCURRENCY }: Functions) {
  const limits: Readonly<Record<FunctionName, Limit>> = {
    users: limitConcurrency(concurrency.users),
    'send-message': limitConcurrency(concurrency['send-message']),
    'fetch-messages': limitConcurrency(concurrency['fetch-messages']),
  };

  return async (functionName: FunctionName, { request, body, routeKey, requestId }: Received): Promise<Answer> => {
    try {
      const event = toEvent(request, body, { routeKey, requestId });
      const options = { functionName, timeout: functionTimeout };
      const result = await limits[functionName](() => invoke(handlers[functionName], event, options));
      return withoutCors(toAnswer(result));
    } catch (error) {
      if (error instanceof Overloaded) {
        log(`${functionName} is too busy for request ${requestId}`);
        return toAnswer(problem(error, requestId));
      }
      log(`${functionName} failed, request ${requestId}: ${onOneLine(error)}`);
      return ownAnswer(error instanceof FunctionTimedOut ? 503 : 500);
    }
  };
}

/** An HTTP API that has a CORS configuration ignores the CORS headers of its functions. */
const withoutCors = (answer: Answer): Answer => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'))),
});
