import { Agent, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Received } from '../support/documented.ts';
import { bodyOf, type Draft } from './draft.ts';
import type { Memory } from './memory.ts';

/** A request as it went out. */
export type Outgoing = {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Buffer | undefined;
};

/** Fills in the placeholders of a request. */
export function filledIn(draft: Draft, memory: Memory): Outgoing {
  const { method, path, query, headers } = draft;
  // Nobody else may be left without a session, or all further requests of theirs would be refused.
  const endsSessions = method === 'DELETE' || path.startsWith('/users/me');
  const target = path === '<link>' ? memory.link() : [path, query.join('&')].filter(Boolean).join('?');
  const raw = bodyOf(draft);
  const body = typeof raw === 'string' ? raw.replaceAll('<id>', () => memory.id()) : raw;
  return {
    method,
    target: target.replaceAll('<id>', () => memory.id()),
    headers: [
      ...headers.map(
        ([name, value]) =>
          [name, value.replaceAll(/<(\w+)>/g, (_, name) => memory.token(endsSessions ? 'passerby' : name))] as const,
      ),
      ...(body === undefined ? [] : [['Content-Length', `${Buffer.byteLength(body)}`] as const]),
    ],
    body,
  };
}

const agent = new Agent({ keepAlive: true });

/** Sends a request as it stands: `fetch` would mend some of them. */
export async function send(baseUrl: string, { method, target, headers, body }: Outgoing): Promise<Received> {
  const { hostname, port } = new URL(baseUrl);
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  const host = ['Host', `${hostname}:${port}`] as const;
  const flat = [host, ...headers].flat();
  httpRequest({ agent, hostname, port, method, path: target, headers: flat as unknown as Record<string, string> })
    .once('error', reject)
    .once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const received = new Headers(headers as Record<string, string>);
      text(response).then((text) => resolve({ status, headers: received, text }), reject);
    })
    .end(body);
  return promise;
}

/** Closes the connections that were kept. */
export const hangUp = (): void => agent.destroy();
