import { join } from 'node:path';
import { lockFolder } from './folder-lock.ts';

/** The engines that Duologue can run by itself. */
export const engineKinds = ['embedded', 'dynamodb-local'] as const;

/** One of {@link engineKinds}. */
export type EngineKind = (typeof engineKinds)[number];

/** A DynamoDB that answers. */
export type Engine = {
  readonly endpoint: string;
  /** What it is and where its data lies, for people. */
  readonly description: string;
  readonly stop: () => Promise<void>;
};

/** Runs one kind of engine; in memory without a folder, on any free port for port 0. */
export type RunEngine = (options: {
  readonly folder: string | undefined;
  readonly port: number;
}) => Promise<Omit<Engine, 'description'>>;

const engines: Record<EngineKind, { name: string; load: () => Promise<RunEngine> }> = {
  embedded: {
    name: 'dynalite, embedded',
    load: async () => (await import('./engines/embedded.ts')).runEmbedded,
  },
  'dynamodb-local': {
    name: 'DynamoDB Local',
    load: async () => (await import('./engines/dynamodb-local.ts')).runDynamoDBLocal,
  },
};

/**
 * Starts an engine that keeps its data in its own folder within `dataDir`, or in memory where none is given.
 * Throws {@link CannotStart} when another engine uses that folder, the port is taken, or Java is missing.
 */
export async function startEngine({
  kind,
  dataDir,
  port = 0,
}: {
  readonly kind: EngineKind;
  readonly dataDir?: string | undefined;
  readonly port?: number;
}): Promise<Engine> {
  const { name, load } = engines[kind];
  const run = await load();
  if (dataDir === undefined)
    return { description: `${name}, data in memory`, ...(await run({ folder: undefined, port })) };

  const folder = join(dataDir, kind);
  const lock = lockFolder(folder);
  try {
    const { endpoint, stop } = await run({ folder, port });
    lock.publish(endpoint);
    return { endpoint, description: `${name}, data in ${folder}`, stop: () => stop().finally(lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}
