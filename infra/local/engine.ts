import { join } from 'node:path';
import type { RunEngine, RunningEngine } from './engines/running-engine.ts';
import { lockFolder } from './folder-lock.ts';

/** The engines that Duologue can run by itself. */
export const engineKinds = ['embedded', 'dynamodb-local'] as const;

/** One of {@link engineKinds}. */
export type EngineKind = (typeof engineKinds)[number];

/** An engine, and its data. */
export type Engine = RunningEngine & {
  /** What it is and where its data lies, for people. */
  readonly description: string;
  /** The folder that holds its data, where it has one of its own. */
  readonly folder?: string;
};

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
 * Throws {@link CommandError} when that folder cannot be used, the port is taken, or Java is missing; as
 * {@link FolderInUse} when another engine has the folder.
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
    const engine = await run({ folder, port });
    lock.publish(engine.endpoint);
    return {
      ...engine,
      folder,
      description: `${name}, data in ${folder}`,
      stop: () => engine.stop().finally(lock.release),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
