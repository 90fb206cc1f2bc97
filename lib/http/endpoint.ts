import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { withStoreBudget } from '../dynamodb/budget.ts';
import { Unavailable } from '../dynamodb/unavailable.ts';
import { logError, loggable } from '../log.ts';
import type { RouteKey } from '../routes.ts';
import type { Answer } from './answer.ts';
import { problem, problems, toChatError } from './problem.ts';
import { type ParsedRequest, parseRequest, type RequestShape } from './request.ts';

/** What Lambda calls, as the local HTTP API does. */
export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<Answer>;

/** Answers before Lambda would cut the function off, so that the caller gets a problem and the log its line. */
const ANSWER_BEFORE_TIMEOUT = 500;

/**
 * The handler of one route: it reads the request in its shape, and answers. The only place that knows middy, and the
 * only place where an error becomes an answer.
 *
 * @example
 * export const handler = endpoint(LogInRequest, async ({ address, body }) => created(await logIn({ address, ...body })));
 */
export function endpoint<Shape extends RequestShape>(
  shape: Shape,
  answer: (request: ParsedRequest<Shape>) => Promise<Answer>,
): Handler {
  return middy<APIGatewayProxyEventV2, Answer>({
    timeoutEarlyInMillis: ANSWER_BEFORE_TIMEOUT,
    timeoutEarlyResponse: () => {
      throw new Unavailable(new Error('the function ran out of time'));
    },
  })
    .onError((request) => {
      const error = toChatError(request.error);
      const { requestId } = request.event.requestContext;
      if (problems[error.code].status >= 500) {
        const { routeKey } = request.event;
        logError(`${routeKey} failed`, { requestId, code: error.code, error: loggable(error.cause ?? error) });
      }
      request.response = problem(error, requestId);
    })
    .handler((event) => withStoreBudget(() => answer(parseRequest(shape, event)))) as Handler;
}

/** One handler for a function that answers several routes. */
export const byRoute =
  (handlers: Partial<Record<RouteKey, Handler>>): Handler =>
  (event, context) => {
    const handler = handlers[event.routeKey as RouteKey];
    if (!handler) throw new Error(`This function has no route ${event.routeKey}.`);
    return handler(event, context);
  };
