import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cors } from '../../lib/http/cors.ts';
import { type FunctionName, routes } from '../../lib/routes.ts';
import { banner } from './banner.ts';
import { CannotStart, cannotListen } from './cannot-start.ts';
import { docs } from './docs.ts';
import { type Engine, startEngine } from './engine.ts';
import { isAws, setEnvironment } from './environment.ts';
import { gateway } from './gateway.ts';
import type { Handler } from './invoke.ts';
import { help, type Options, readOptions } from './options.ts';
import { askedToStop, closer } from './shutdown.ts';

/** Runs Duologue on this machine until it is asked to stop: the handlers that Lambda calls, behind a local HTTP API. */
async function run(options: Options): Promise<void> {
  const [engine] = await Promise.all([obtain(options.engine), import('./create-tables.ts')]);
  try {
    const prefix = setEnvironment(process.env, engine.endpoint);
    if (!isAws(engine.endpoint)) await prepareTables(engine.endpoint, prefix);

    const server = gateway({ routes, handlers: await loadHandlers(), cors, pages: docs, log: console.log });
    const close = closer(server);
    const url = await listen(server, options);
    const stopping = askedToStop();
    console.log(banner(url, engine));

    await stopping;
    console.log('Stopping. Ctrl-C again stops at once.');
    await close();
  } finally {
    await engine.stop();
  }
}

const obtain = async (engine: Options['engine']): Promise<Engine> =>
  'kind' in engine
    ? startEngine(engine)
    : { ...engine, description: 'as AWS_ENDPOINT_URL_DYNAMODB says', stop: async () => {} };

/** Imported only here, while the engine starts: loading the SDK takes a quarter of a second. */
async function prepareTables(endpoint: string, prefix: string): Promise<void> {
  const [{ createTables }, { DynamoDBClient }] = await Promise.all([
    import('./create-tables.ts'),
    import('@aws-sdk/client-dynamodb'),
  ]);
  const client = new DynamoDBClient({ requestHandler: { connectionTimeout: 1000 } });
  try {
    await createTables(client, prefix);
  } catch (error) {
    throw new CannotStart(`The tables cannot be created at ${endpoint}: ${error}.`, { cause: error });
  } finally {
    client.destroy();
  }
}

/** Handlers read the environment as they are imported, so this comes last. */
async function loadHandlers(): Promise<Record<FunctionName, Handler>> {
  const names = [...new Set(routes.map((route) => route.function))];
  const load = async (name: FunctionName) => [name, (await import(`../../functions/${name}.ts`)).handler];
  return Object.fromEntries(await Promise.all(names.map(load)));
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

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') console.log(help);
  else if (options === 'sam') await (await import('./sam.ts')).runSam();
  else await run(options);
  process.exit();
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exit(1);
}
