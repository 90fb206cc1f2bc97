import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../../infra/local/create-tables.ts';
import { startEngine } from '../../../infra/local/engine.ts';
import type { Dynamodb } from '../../../lib/dynamodb/client.ts';
import type { Handler } from '../../../lib/http/endpoint.ts';
import { aPassword, type Person } from '../../support/api.ts';
import { engine as bareClient, engineEnvironment } from '../../support/engine.ts';
import { invoke } from '../../support/lambda.ts';

/** An engine of the benchmark's own, in memory, and the very handlers that Lambda calls. */
export type Rig = {
  readonly dynamodb: Dynamodb;
  /** The bare SDK, for reads that the product would not make. */
  readonly bare: Dynamodb;
  readonly users: Handler;
  readonly fetchMessages: Handler;
  /** Signs up and logs in. */
  readonly aPerson: (username: string) => Promise<Person>;
  readonly stop: () => Promise<void>;
};

/** Starts an engine and imports the handlers, which read its address from the environment. */
export async function startRig({ bcryptCost = 4 } = {}): Promise<Rig> {
  const engine = await startEngine({ kind: 'embedded' });
  Object.assign(process.env, engineEnvironment(engine.endpoint), { BCRYPT_COST: String(bcryptCost) });
  await createTables(new DynamoDBClient(), 'Duologue');

  const { dynamodb } = await import('../../../lib/dynamodb/connection.ts');
  const { handler: users } = await import('../../../functions/users.ts');
  const { handler: fetchMessages } = await import('../../../functions/fetch-messages.ts');
  const client = bareClient(engine.endpoint);
  const bare = { ...dynamodb, client, send: client.send.bind(client) as Dynamodb['send'] };
  return {
    dynamodb,
    bare,
    users,
    fetchMessages,
    async aPerson(username) {
      const body = { username, password: aPassword };
      await invoke(users, 'POST /users', { body });
      const session = await invoke(users, 'POST /sessions', { body });
      return { username, token: session.body.token };
    },
    stop: async () => {
      dynamodb.client.destroy();
      client.destroy();
      await engine.stop();
    },
  };
}
