import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import { closeIterators, tryOpening } from './dynalites-level.ts';

/** What the thread is started with, as `workerData`. Without a `path` it keeps its data in memory. */
export type Settings = { readonly path?: string | undefined; readonly port: number };

/** What the thread says, once: the port it listens on, or why it does not. Any message to it stops it. */
export type Report =
  | { readonly port: number }
  | { readonly failed: 'data' | 'port'; readonly code: string | undefined; readonly message: string };

const report = (message: Report) => parentPort?.postMessage(message);

const { path, port }: Settings = workerData;
closeIterators();
try {
  if (path !== undefined) await tryOpening(path);
  listen();
} catch (error) {
  const { code, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  report({ failed: 'data', code, message });
}

function listen(): void {
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.keepAliveTimeout = 0; // never, or a client's idle connection could break under its next request
  server.once('error', ({ code, message }: NodeJS.ErrnoException) => report({ failed: 'port', code, message }));
  server.listen(port, '127.0.0.1', () => report({ port: (server.address() as AddressInfo).port }));
  parentPort?.once('message', () => {
    // A connection whose request is still under way closes behind its answer, or the server would wait for it for ever.
    server.keepAliveTimeout = 1;
    server.close(() => process.exit());
  });
}
