import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { cors } from '../../lib/http/cors.ts';
import { problem } from '../../lib/http/problem.ts';
import type { FunctionName, Route } from '../../lib/routes.ts';
import { type Answer, complete, ownAnswer, toAnswer } from './answer.ts';
import { newRequestId, splitTarget, toEvent } from './event.ts';
import { FunctionTimedOut, type Handler, invoke } from './invoke.ts';
import { refuse, refuseUnreadable, toBytes, type Unreadable } from './refuse.ts';
import { Overloaded, type Turns, turns } from './turns.ts';

/** What the local HTTP API is made of. */
export type Gateway = {
  readonly routes: readonly Route[];
  readonly handlers: Readonly<Record<FunctionName, Handler>>;
  readonly cors: typeof cors;
  /** What is served beside the API, by path, to GET and HEAD only. API Gateway has nothing of it. */
  readonly pages?: ReadonlyMap<string, () => Answer>;
  /** Takes one line per request, and one more where a function failed. Never a body, a token or a query string. */
  readonly log: (line: string) => void;
  /** How long a function may run, in milliseconds. */
  readonly functionTimeout?: number;
  /** How many requests each function works on at once; the others wait. */
  readonly atOnce?: Readonly<Record<FunctionName, number>>;
};

/**
 * A process that takes on more than it can do in a second lets every store call time out and be repeated, and answers
 * nothing. A few at once keep its core busy, and more are no faster (`npm run bench throughput`): of pages, which may be
 * of megabytes, and of passwords to be hashed, which hold up everything else, two.
 */
const AT_ONCE = { users: 2, 'send-message': 4, 'fetch-messages': 2 };

/** The largest request body that an HTTP API takes: 10 MB. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** API Gateway keeps idle connections for minutes; Node's 5 s would cut off a client that reuses one just then. */
const KEEP_ALIVE_MILLISECONDS = 120_000;

/**
 * A local stand-in for API Gateway's HTTP API: real HTTP requests become events in payload format 2.0, handlers answer
 * them, and what API Gateway says by itself (404, 413, 500, 503, CORS) is said in its words. Does not listen yet.
 */
export function gateway({
  routes,
  handlers,
  cors,
  pages,
  log,
  functionTimeout = 10_000,
  atOnce = AT_ONCE,
}: Gateway): Server {
  const routesByKey = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
  const crossOrigin = {
    'access-control-allow-origin': cors.allowOrigin,
    'access-control-expose-headers': cors.exposeHeaders.join(','),
  };
  const preflight = {
    'access-control-allow-headers': cors.allowHeaders.join(','),
    'access-control-allow-methods': [...new Set(routes.map(({ method }) => method))].join(','),
    'access-control-max-age': String(cors.maxAge),
  };

  const turnsOf: Readonly<Record<FunctionName, Turns>> = {
    users: turns(atOnce.users),
    'send-message': turns(atOnce['send-message']),
    'fetch-messages': turns(atOnce['fetch-messages']),
  };

  const call = async (route: Route, request: IncomingMessage, body: Buffer, requestId: string): Promise<Answer> => {
    try {
      const event = toEvent(request, body, { routeKey: `${route.method} ${route.path}`, requestId });
      const options = { functionName: route.function, timeout: functionTimeout };
      const result = await turnsOf[route.function](() => invoke(handlers[route.function], event, options));
      return withoutCors(toAnswer(result));
    } catch (error) {
      if (error instanceof Overloaded) return toAnswer(problem(error, requestId));
      log(`${route.function} failed, request ${requestId}: ${onOneLine(error)}`);
      return error instanceof FunctionTimedOut
        ? ownAnswer(503, 'Service Unavailable')
        : ownAnswer(500, 'Internal Server Error');
    }
  };

  const answer = async (request: IncomingMessage, path: string, requestId: string): Promise<Answer> => {
    const refusal = refuse(request);
    if (refusal) return refusal;
    if (request.method === 'OPTIONS') {
      const headers = request.headers.origin === undefined ? {} : preflight;
      return complete({ status: 204, headers, body: Buffer.alloc(0) });
    }
    const page = ['GET', 'HEAD'].includes(request.method ?? '') ? pages?.get(path) : undefined;
    if (page) return complete(page());
    const route = routesByKey.get(`${request.method} ${path}`);
    if (route === undefined) return ownAnswer(404, 'Not Found');
    const body = await readBody(request);
    return body === 'too large' ? ownAnswer(413, 'Request Entity Too Large') : call(route, request, body, requestId);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse, refusal?: Answer): Promise<void> => {
    const start = performance.now();
    const requestId = newRequestId();
    const { rawPath } = splitTarget(request.url ?? '/');
    try {
      const { status, headers, body } = refusal ?? (await answer(request, rawPath, requestId));
      response.statusCode = status;
      response.setHeaders(new Map(Object.entries(headers)));
      if (request.headers.origin !== undefined) response.setHeaders(new Map(Object.entries(crossOrigin)));
      response.setHeader('apigw-requestid', requestId);
      if (request.method === 'HEAD') response.setHeader('content-length', body.length); // Node would leave it out
      response.end(body);
      log(`${request.method} ${rawPath} ${status} ${Math.round(performance.now() - start)} ms`);
    } catch (error) {
      request.destroy();
      log(`${request.method} ${rawPath} broken off: ${onOneLine(error)}`);
    }
  };

  /** Nobody knows the origin of such a request, so every page may read why it failed. */
  const dismiss = (socket: Duplex, refusal: Answer, why: string): void => {
    log(`not a request ${refusal.status}: ${why}`);
    const headers = { ...refusal.headers, ...crossOrigin, 'apigw-requestid': newRequestId() };
    if (socket.writable) socket.end(toBytes({ ...refusal, headers }));
    else socket.destroy();
  };

  return createServer({ keepAliveTimeout: KEEP_ALIVE_MILLISECONDS, requireHostHeader: false })
    .on('request', (request, response) => serve(request, response))
    .on('checkExpectation', (request, response) => serve(request, response, ownAnswer(417, 'Expectation Failed')))
    .on('clientError', (error: Unreadable, socket) =>
      error.code === 'ECONNRESET'
        ? socket.destroy()
        : dismiss(socket, refuseUnreadable(error), onOneLine(error.message)),
    )
    .on('connect', (_request, socket) => dismiss(socket, ownAnswer(400, 'Bad Request'), 'CONNECT'));
}

/** Reads a body that is too large to its end as well: a client that is still sending would not see the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : 'too large';
}

/** An HTTP API that has a CORS configuration ignores the CORS headers of its functions. */
const withoutCors = (answer: Answer): Answer => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'))),
});

const onOneLine = (error: unknown): string =>
  (error instanceof Error && error.stack ? error.stack : String(error)).replaceAll(/\s*\n\s*/g, ' ');
