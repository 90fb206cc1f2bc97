import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TABLE_PREFIX_VARIABLE } from '../../lib/tables.ts';
import { CommandError } from '../command-line/command-error.ts';
import { createTables, OtherSchema } from './create-tables.ts';
import type { Engine } from './engine.ts';

/** Creates the tables that are missing on an engine, which the environment names. Throws {@link CommandError}. */
export async function prepareTables(engine: Pick<Engine, 'endpoint' | 'folder'>, prefix: string): Promise<void> {
  const client = new DynamoDBClient({
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
  });
  try {
    await createTables(client, prefix);
  } catch (error) {
    throw new CommandError(explain(error as NodeJS.ErrnoException, engine, prefix), { cause: error });
  } finally {
    client.destroy();
  }
}

const unreachable = ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'];

function explain(
  error: NodeJS.ErrnoException,
  { endpoint, folder }: Pick<Engine, 'endpoint' | 'folder'>,
  prefix: string,
) {
  if (error instanceof OtherSchema) {
    return folder === undefined
      ? `The tables ${prefix}-* at ${endpoint} are of another version of Duologue: remove them, or set ` +
          `${TABLE_PREFIX_VARIABLE} to another name.`
      : `The data in ${folder} is of another version of Duologue: remove that folder, or set DATA_DIR to another one.`;
  }
  if (unreachable.includes(error.code ?? '') || error.name === 'TimeoutError') {
    return (
      `No DynamoDB answers at ${endpoint} (${error.code ?? error.message}): start it, correct ` +
      'AWS_ENDPOINT_URL_DYNAMODB, or unset it to use the embedded engine.'
    );
  }
  const [reason] = error.message.split('\n');
  return (
    `The tables cannot be created at ${endpoint} (${reason}): is AWS_ENDPOINT_URL_DYNAMODB the address of a ` +
    'DynamoDB?'
  );
}
