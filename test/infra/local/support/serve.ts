import type { Server } from 'node:http';
import { afterEach } from '@jest/globals';
import { type Gateway, gateway } from '../../../../infra/local/gateway.ts';
import type { Handler } from '../../../../infra/local/invoke.ts';
import { routes } from '../../../../lib/routes.ts';
import { endServer, listen } from '../../../support/listen.ts';

let server: Server | undefined;

/** What the gateway of this test has logged. */
export const lines: string[] = [];

/** A gateway on a free port whose functions are all this one. It ends with its test. */
export async function serve(handler: unknown, options: Partial<Gateway> = {}): Promise<string> {
  const users = handler as Handler;
  lines.length = 0;
  server = gateway({
    routes,
    handlers: { users, 'send-message': users, 'fetch-messages': users },
    log: (line) => lines.push(line),
    ...options,
  });
  return listen(server);
}

afterEach(async () => {
  if (server) await endServer(server);
  server = undefined;
});

export const echo = async (event: unknown) => ({ statusCode: 200, body: JSON.stringify(event) });
export const returning = (result: unknown) => async () => result;
export const never = () => new Promise(() => {});

export const post = (url: string, contentType: string, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(`${url}/users`, { method: 'POST', headers: { 'content-type': contentType }, body });

// biome-ignore lint/suspicious/noExplicitAny: the assertions of a test are the check of its answer
export const jsonIn = async (response: Response): Promise<any> => response.json();
