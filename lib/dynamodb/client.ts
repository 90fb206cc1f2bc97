import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { StandardRetryStrategy } from '@smithy/core/retry';
import type { Clock } from '../clock.ts';
import { logWarning } from '../log.ts';
import { TABLE_PREFIX_VARIABLE, type TableName, tableName } from '../tables.ts';
import { judgedAnswers, wholeAnswers } from './answers.ts';
import { spendStoreTime } from './budget.ts';
import { storeClock } from './store-clock.ts';
import { timedBy } from './timed-by.ts';
import { storeError } from './unavailable.ts';

/** What a store needs of DynamoDB. */
export type Dynamodb = {
  /** Sends a command within the time that the request has left for the store. @throws Unavailable */
  readonly send: DynamoDBDocumentClient['send'];
  /** The full name of a table. */
  readonly table: (table: TableName) => string;
  /** The time, in milliseconds since the Unix epoch: as it is given, or as the answers over this connection tell it. */
  readonly clock: Clock;
  /** The SDK's client, for tests that count or disturb its requests. */
  readonly client: DynamoDBDocumentClient;
};

/** Where to connect to, and how often to try; what is left out comes from the environment, as the SDK reads it. */
type Connection = {
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly maxAttempts?: number;
  /** Whose time to go by, where it is not that of the store's own answers. */
  readonly clock?: Clock;
};

/**
 * A connection to DynamoDB.
 *
 * The SDK's own default is to wait for ever: each attempt gets half a second to connect and one to be answered, and
 * there are three of them. `requestTimeout` alone would only log a warning.
 */
export function connectToDynamodb(
  environment: NodeJS.ProcessEnv,
  { region, endpoint, maxAttempts = 3, clock: given }: Connection = {},
): Dynamodb {
  const prefix = environment[TABLE_PREFIX_VARIABLE] ?? '';
  if (!prefix) throw new Error(`The environment variable ${TABLE_PREFIX_VARIABLE} must hold the prefix of the tables.`);

  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...(region && { region }),
      ...(endpoint && { endpoint }),
      // The strategy below decides; this number is only what the SDK tells the store.
      maxAttempts,
      retryStrategy: new StandardRetryStrategy({ maxAttempts, backoff }),
      requestHandler: {
        connectionTimeout: 500,
        requestTimeout: 1000,
        throwOnRequestTimeout: true,
        httpAgent: { maxSockets: MOST_SOCKETS },
        httpsAgent: { maxSockets: MOST_SOCKETS },
      },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

  const clock = storeClock((milliseconds) =>
    logWarning('the clock of this process differs from the store’s, which is used', { correctedBy: milliseconds }),
  );
  const { middlewareStack, config } = client;
  for (const name of UNNEEDED) middlewareStack.remove(name);
  // The later added is the nearer to the wire: the time is taken before the body is read.
  middlewareStack.add(wholeAnswers(config.streamCollector), { ...NEXT_TO_THE_WIRE, name: 'wholeAnswers' });
  if (!given) middlewareStack.add(timedBy(clock), { ...NEXT_TO_THE_WIRE, name: 'timedBy' });
  middlewareStack.addRelativeTo(judgedAnswers, {
    name: 'judgedAnswers',
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
  });

  const send = async (command: never) => {
    try {
      return await spendStoreTime((abortSignal) => client.send(command, { abortSignal }));
    } catch (error) {
      throw storeError(error);
    } finally {
      if (clock.isInDoubt()) await askTheTime();
    }
  };

  /** Whatever the answer is, it shows the time: whoever waits for the first answer of a process can go by its clock. */
  async function askTheTime(): Promise<void> {
    const nobody = new GetCommand({ TableName: tableName(prefix, 'Users'), Key: { username: '-' } });
    await spendStoreTime((abortSignal) => client.send(nobody, { abortSignal })).catch(() => {});
  }

  return {
    send: send as Dynamodb['send'],
    table: (name) => tableName(prefix, name),
    clock: given ?? clock.now,
    client,
  };
}

/**
 * What the SDK does beside a call, and nothing here needs: copying inputs and outputs for a log that is not kept, and telling
 * DynamoDB who called this function, and which SDK on which machine calls now. It took 14 % of the CPU of a page.
 */
const UNNEEDED = ['loggerMiddleware', 'recursionDetectionMiddleware', 'getUserAgentMiddleware'];

/** Between the SDK's own reading of an answer and the connection. */
const NEXT_TO_THE_WIRE = { step: 'deserialize', priority: 'low' } as const;

/**
 * How long to wait before the next attempt, in milliseconds: up to 50, then up to 100. The SDK would wait up to one and
 * two seconds where it is throttled, and a chat's caller would pay for a function that sleeps. What bounds the load on a
 * store in trouble is the SDK's own budget of retries, which a good answer refills: see `StandardRetryStrategy`.
 */
const backoff = {
  setDelayBase() {},
  computeNextBackoffDelay: (retries: number) => Math.floor(Math.random() * 50 * 2 ** retries),
};

/** A Lambda needs a handful; the local run serves many requests at once, and one that waits for a socket times out. */
const MOST_SOCKETS = 256;
