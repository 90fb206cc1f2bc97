import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request that passed, and its answer. */
export type Passed = {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly status: number;
  readonly answer: Buffer;
};

export type Relay = { readonly url: string; readonly close: () => void };

type Options = {
  /** The `Host` that the other side sees; without it, the one that was sent. */
  readonly host?: string;
  /** Called before a request is handed on, with its method and path. */
  readonly onRequest?: (method: string, path: string) => void;
  readonly onPassed?: (passed: Passed) => void;
};

/** Hands requests on to a server on this machine. */
export async function proxyTo(port: number, { host, onRequest, onPassed }: Options = {}): Promise<Relay> {
  const pass = async (incoming: IncomingMessage) => {
    const body = await buffer(incoming);
    return new Promise<Passed & { readonly answered: IncomingHttpHeaders }>((resolve, reject) => {
      const outgoing = request({
        host: '127.0.0.1',
        port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, ...(host && { host }) },
      });
      outgoing.once('response', async (response) => {
        const status = response.statusCode ?? 502;
        resolve({
          headers: incoming.headers,
          body,
          status,
          answer: await buffer(response),
          answered: response.headers,
        });
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  };
  const server = createServer(async (incoming, outgoing) => {
    try {
      onRequest?.(incoming.method ?? '', incoming.url ?? '');
      const { answered, ...passed } = await pass(incoming);
      onPassed?.(passed);
      const { 'transfer-encoding': _, connection: __, ...headers } = answered;
      outgoing.writeHead(passed.status, headers).end(passed.answer);
    } catch {
      outgoing.writeHead(502).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
