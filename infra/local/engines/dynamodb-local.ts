import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../command-line/command-error.ts';
import { cannotListen, EngineDied } from '../errors.ts';
import { onOneLine } from '../on-one-line.ts';
import type { RunEngine } from './running-engine.ts';

/** Runs Amazon's DynamoDB Local. It needs Java 17, takes some 3 s to start, and listens on every interface. */
export const runDynamoDBLocal: RunEngine = async ({ folder, port: wantedPort }) => {
  const port = await freePort(wantedPort);
  const endpoint = `http://127.0.0.1:${port}`;

  // Detached, or a Ctrl-C in the terminal would stop Java before the requests under way are answered.
  const keeper = fork(
    new URL('dynamodb-local-keeper.ts', import.meta.url),
    [folder === undefined ? '' : resolve(folder), `${port}`],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  let complaints = '';
  keeper.stderr?.setEncoding('utf8').on('data', (text) => {
    complaints = (complaints + text).slice(0, 10_000);
  });

  const waiting = new AbortController();
  const failed = once(keeper, 'close', { signal: waiting.signal }).then(() => {
    throw new CommandError(explain(complaints));
  });
  try {
    await Promise.race([failed, answering(endpoint, waiting.signal)]);
  } finally {
    waiting.abort();
  }

  let stopping = false;
  const exited = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  const died = new Promise<never>((_, reject) => {
    keeper.once('exit', () => stopping || reject(new EngineDied(`DynamoDB Local has died. ${beginning(complaints)}`)));
  });
  return {
    endpoint,
    died,
    stop: async () => {
      stopping = true;
      if (keeper.connected) keeper.disconnect();
      await exited;
    },
  };
};

/** Found out beforehand: Java takes seconds to notice, and meanwhile whoever has the port would pass for the engine. */
async function freePort(port: number): Promise<number> {
  const server = createServer().listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen('ENGINE_PORT', port, error as Error);
  }
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return free;
}

async function answering(endpoint: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(endpoint, { signal }).catch(() => undefined);
    if (answer !== undefined) return;
    await sleep(50);
  }
}

function explain(complaints: string): string {
  const advice = 'Install one, or leave out --engine for the embedded engine, which needs no Java.';
  if (/ENOENT|unable to locate a java runtime/i.test(complaints)) {
    return `DynamoDB Local needs Java 17 or later, and there is none on the PATH. ${advice}`;
  }
  if (complaints.includes('UnsupportedClassVersionError')) {
    return `DynamoDB Local needs Java 17 or later, and the one on the PATH is older. ${advice}`;
  }
  return `DynamoDB Local does not start: ${beginning(complaints)}`;
}

const beginning = (complaints: string): string => onOneLine(complaints).slice(0, 300);
