import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FunctionName, functionNames, routes } from '../../lib/routes.ts';
import { command } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { banner } from './banner.ts';
import { chatPage } from './chat-page.ts';
import { docs } from './docs.ts';
import { type Engine, startEngine } from './engine.ts';
import { isAws, setEnvironment } from './environment.ts';
import { cannotListen } from './errors.ts';
import { FolderInUse } from './folder-lock.ts';
import { gateway } from './gateway.ts';
import type { Handler } from './invoke.ts';
import { type Options, readOptions, usage } from './options.ts';
import { askedToStop, closer } from './shutdown.ts';

/** Runs Duologue on this machine until it is asked to stop: the handlers that Lambda calls, behind a local HTTP API. */
async function run(options: Options): Promise<void> {
  // Loading the SDK takes a quarter of a second, in which the engine starts.
  const [engine, { prepareTables }] = await Promise.all([obtain(options), import('./prepare-tables.ts')]);
  try {
    const prefix = setEnvironment(process.env, engine.endpoint);
    if (!isAws(engine.endpoint)) await Promise.race([prepareTables(engine, prefix), engine.died]);

    const server = gateway({
      routes,
      handlers: await loadHandlers(),
      pages: new Map([...chatPage, ...docs]),
      log: console.log,
    });
    const close = closer(server);
    const url = await listen(server, options);
    const stopping = askedToStop();
    console.log(banner(url, engine));

    try {
      await Promise.race([stopping, engine.died]);
      console.log('Stopping. Ctrl-C again stops at once.');
    } finally {
      await close();
    }
  } finally {
    await engine.stop();
  }
}

async function obtain({ engine, port }: Options): Promise<Engine> {
  if ('endpoint' in engine) {
    const none = { died: new Promise<never>(() => {}), stop: async () => {} };
    return { ...engine, ...none, description: 'as AWS_ENDPOINT_URL_DYNAMODB says' };
  }
  try {
    return await startEngine(engine);
  } catch (error) {
    throw error instanceof FolderInUse ? new CommandError(`${error.message} ${howToShare(error, port)}`) : error;
  }
}

/** The port that was asked for is most likely the other one's; any free port stays one. */
const howToShare = ({ endpoint }: FolderInUse, port: number): string =>
  `To share its data: AWS_ENDPOINT_URL_DYNAMODB=${endpoint} PORT=${port === 0 ? 0 : port + 1} npm start`;

/** Handlers read the environment as they are imported, so this comes last. */
async function loadHandlers(): Promise<Record<FunctionName, Handler>> {
  const load = async (name: FunctionName) => [name, (await import(`../../functions/${name}.ts`)).handler];
  return Object.fromEntries(await Promise.all(functionNames.map(load)));
}

async function listen(server: Server, { port, host }: Options): Promise<string> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen('PORT', port, error as Error);
  }
  const { port: actualPort } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
}

await command(usage, async ({ options: given }) => {
  const options = readOptions(given, process.env);
  if (options.inSam) await (await import('./sam.ts')).runSam(options);
  else await run(options);
});
// Connections that a browser has opened and not used would keep the process.
process.exit();
