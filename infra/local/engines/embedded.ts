import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CommandError } from '../../command-line/command-error.ts';
import { cannotListen, EngineDied } from '../errors.ts';
import { folderTrouble } from '../folder-trouble.ts';
import type { Report, Settings } from './embedded-thread.ts';
import type { RunEngine } from './running-engine.ts';

/** Several times what the engine was seen to use with its data on the disk. V8 would take half of the machine's. */
const HEAP_MEGABYTES = 512;

/**
 * Runs dynalite, on 127.0.0.1 only. It has a thread of its own, so that hashing a password does not hold up the store
 * and a second core is used; a process of its own could outlive this one, and keep the data.
 */
export const runEmbedded: RunEngine = async ({ folder, port }) => {
  const settings: Settings = { path: folder && join(folder, 'data'), port };
  const thread = new Worker(new URL('embedded-thread.ts', import.meta.url), {
    workerData: settings,
    resourceLimits: folder === undefined ? {} : { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  const [report] = (await once(thread, 'message')) as [Report];
  if ('failed' in report) {
    await thread.terminate();
    const error = Object.assign(new Error(report.message), { code: report.code });
    throw report.failed === 'data' && folder
      ? new CommandError(folderTrouble(folder, error), { cause: error })
      : cannotListen('ENGINE_PORT', port, error);
  }

  const { promise: exited, resolve: exit } = Promise.withResolvers<void>();
  thread.once('exit', () => exit());
  const died = new Promise<never>((_, reject) => {
    thread.once('error', (cause: Error) => reject(new EngineDied(explainDeath(cause, folder), { cause })));
  });
  return {
    endpoint: `http://127.0.0.1:${report.port}`,
    died,
    stop: async () => {
      thread.postMessage('stop');
      await exited;
    },
  };
};

function explainDeath(cause: NodeJS.ErrnoException, folder: string | undefined): string {
  if (folder === undefined) return `The embedded engine has died, and its data in memory with it: ${cause.message}.`;
  if (cause.code?.startsWith('LEVEL_')) return folderTrouble(folder, cause);
  return (
    `The embedded engine has died (${cause.message}). Start again; if it dies again, remove ${folder} or set DATA_DIR ` +
    'to another folder.'
  );
}
