import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { StoreAnswer } from './store-errors.ts';

/** An engine, and the connections that are kept open to it. */
export type Upstream = { readonly url: URL; readonly agent: Agent };

/** The engine of that URL. */
export const upstreamAt = (url: string): Upstream => ({
  url: new URL(url),
  agent: new Agent({ keepAlive: true, maxSockets: 64 }),
});

/** Makes one request to an engine and reads its answer to the end. */
export function forward({ url, agent }: Upstream, headers: IncomingHttpHeaders, body: Buffer): Promise<StoreAnswer> {
  const { host: _, connection: __, 'transfer-encoding': ___, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: 'POST', agent, headers: { ...rest, 'content-length': String(body.length) } },
      async (response) => {
        try {
          const body = await buffer(response);
          const { connection, 'keep-alive': keepAlive, 'transfer-encoding': encoding, ...kept } = response.headers;
          resolve({ status: response.statusCode ?? 500, headers: kept, body });
        } catch (error) {
          reject(error);
        }
      },
    );
    outgoing.once('error', reject).end(body);
  });
}
