import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';

/** npm passes on the Ctrl-C that the terminal has sent already: what follows so soon is not a second one. */
const SAME_SIGNAL_MILLISECONDS = 500;

/** Resolves at the first Ctrl-C or SIGTERM. A second one ends the process at once. */
export function askedToStop(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let askedAt: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    if (askedAt !== undefined && now - askedAt > SAME_SIGNAL_MILLISECONDS) process.exit(130);
    askedAt ??= now;
    resolve();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return promise;
}

/**
 * Gives the function that takes a server out of service: no new connections, and the requests under way are answered.
 * They are counted from now on; `close` itself would also wait for connections that a browser has opened and not used.
 */
export function closer(server: Server): () => Promise<void> {
  const underWay = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });

  return async () => {
    server.close();
    await Promise.all([...underWay].map((response) => once(response, 'close')));
  };
}
