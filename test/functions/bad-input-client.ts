import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { expectDocumented } from '../support/documented.ts';
import type { Request } from './bad-input-request.ts';

type RawAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

/** What the placeholders in an `authorization` header stand for, by name. */
export type Tokens = Readonly<Record<string, string>>;

/** Sends a request byte for byte. `fetch` would mend some of them: it joins headers and adds a content type. */
export async function sendRaw(baseUrl: string, tokens: Tokens, request: Request): Promise<RawAnswer> {
  const { route, query, body, headers } = request;
  const [method, path] = route.split(' ');
  const outgoing = httpRequest(baseUrl, {
    method,
    path: query === undefined ? path : `${path}?${query}`,
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value, tokens)])),
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
  });

  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  outgoing.once('error', reject);
  outgoing.once('response', (response) => {
    const { statusCode: status = 0, headers } = response;
    text(response)
      .then((text) => {
        expectDocumented(route, { status, headers: new Headers(headers as Record<string, string>), text });
        resolve({ status, headers, text });
      })
      .catch(reject);
  });
  outgoing.end(body);
  return promise;
}

function filled(value: string | readonly string[], tokens: Tokens): string | string[] {
  if (typeof value !== 'string') return value.map((one) => fill(one, tokens));
  return fill(value, tokens);
}

const fill = (value: string, tokens: Tokens): string =>
  value.replaceAll(/<(\w+)>/g, (_, name) => tokens[name] ?? `no token of ${name}`);
