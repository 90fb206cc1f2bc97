import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startEngine } from '../../../infra/local/engine.ts';
import { setEnvironment } from '../../../infra/local/environment.ts';
import { type Gateway, gateway } from '../../../infra/local/gateway.ts';
import { prepareTables } from '../../../infra/local/prepare-tables.ts';
import { routes } from '../../../lib/routes.ts';

// What `npm start` runs, on data in the folder that is its first argument; with the second one `unbounded`, it works on
// every request at once.
const [, , dataDir, bound] = process.argv;
const engine = await startEngine({ kind: 'embedded', dataDir });
await prepareTables(engine, setEnvironment(process.env, engine.endpoint));
const handlers = {
  users: (await import('../../../functions/users.ts')).handler,
  'send-message': (await import('../../../functions/send-message.ts')).handler,
  'fetch-messages': (await import('../../../functions/fetch-messages.ts')).handler,
} as Gateway['handlers'];
const everything = { users: Infinity, 'send-message': Infinity, 'fetch-messages': Infinity };
const limits = bound === 'unbounded' ? { concurrency: everything } : {};
const server = gateway({ routes, handlers, log: () => {}, ...limits });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
process.on('disconnect', () => process.exit());
