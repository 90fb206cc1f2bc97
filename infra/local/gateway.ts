import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { cors } from '../../lib/http/cors.ts';
import type { Route } from '../../lib/routes.ts';
import { type Answer, complete, ownAnswer } from './answer.ts';
import { newRequestId, splitTarget } from './event.ts';
import { type Functions, integration } from './integration.ts';
import { onOneLine } from './on-one-line.ts';
import { refuse, refuseUnreadable, toBytes, type Unreadable } from './refuse.ts';

/** What the local HTTP API is made of. */
export type Gateway = Functions & {
  readonly routes: readonly Route[];
  /** What is served beside the API, by path, to GET and HEAD only. API Gateway has nothing of it. */
  readonly pages?: ReadonlyMap<string, () => Answer>;
  /** Takes a line per request, and one more where a function failed or was too busy. Never a body, token or query. */
  readonly log: (line: string) => void;
};

/** The largest request body that an HTTP API takes: 10 MB. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** API Gateway keeps idle connections for minutes; Node's 5 s would cut off a client that reuses one just then. */
const KEEP_ALIVE_MILLISECONDS = 120_000;

/** Lets a page from any origin read an answer. */
const crossOrigin = {
  'access-control-allow-origin': cors.allowOrigin,
  'access-control-expose-headers': cors.exposeHeaders.join(','),
};

/**
 * A local stand-in for API Gateway's HTTP API: real HTTP requests become events in payload format 2.0, handlers answer
 * them, and what API Gateway says by itself (404, 413, 500, 503, CORS) is said in its words. Does not listen yet.
 */
export function gateway({ routes, pages, ...functions }: Gateway): Server {
  const { log } = functions;
  const functionOf = new Map(routes.map((route) => [`${route.method} ${route.path}`, route.function]));
  const preflight = {
    'access-control-allow-headers': cors.allowHeaders.join(','),
    'access-control-allow-methods': [...new Set(routes.map(({ method }) => method))].join(','),
    'access-control-max-age': String(cors.maxAge),
  };
  const callFunction = integration(functions);

  const answer = async (request: IncomingMessage, path: string, requestId: string): Promise<Answer> => {
    const refusal = refuse(request);
    if (refusal) return refusal;
    if (request.method === 'OPTIONS') {
      const headers = request.headers.origin === undefined ? {} : preflight;
      return complete({ status: 204, headers, body: Buffer.alloc(0) });
    }
    const page = ['GET', 'HEAD'].includes(request.method ?? '') ? pages?.get(path) : undefined;
    if (page) return complete(page());
    const routeKey = `${request.method} ${path}`;
    const functionName = functionOf.get(routeKey);
    if (functionName === undefined) return ownAnswer(404);
    const body = await readBody(request);
    return body === 'too large' ? ownAnswer(413) : callFunction(functionName, { request, body, routeKey, requestId });
  };

  const respond = async (
    request: IncomingMessage,
    response: ServerResponse,
    answering: (request: IncomingMessage, path: string, requestId: string) => Answer | Promise<Answer>,
  ): Promise<void> => {
    const start = performance.now();
    const requestId = newRequestId();
    const { rawPath } = splitTarget(request.url ?? '/');
    try {
      const { status, headers, body } = await answering(request, rawPath, requestId);
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
    .on('request', (request, response) => respond(request, response, answer))
    .on('checkExpectation', (request, response) => respond(request, response, () => ownAnswer(417)))
    .on('clientError', (error: Unreadable, socket) =>
      error.code === 'ECONNRESET'
        ? socket.destroy()
        : dismiss(socket, refuseUnreadable(error), onOneLine(error.message)),
    )
    .on('connect', (_request, socket) => dismiss(socket, ownAnswer(400), 'CONNECT'));
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
