import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { cannotListen } from '../cannot-start.ts';
import type { RunEngine } from '../engine.ts';
import type { Report, Settings } from './embedded-thread.ts';

/**
 * Runs dynalite, on 127.0.0.1 only. It has a thread of its own, so that hashing a password does not hold up the store
 * and a second core is used; a process of its own could outlive this one, and keep the data.
 */
export const runEmbedded: RunEngine = async ({ folder, port }) => {
  const settings: Settings = { path: folder && join(folder, 'data'), port };
  const thread = new Worker(new URL('embedded-thread.ts', import.meta.url), { workerData: settings });
  const [report]: [Report] = (await once(thread, 'message')) as [Report];
  if (!('port' in report)) {
    await thread.terminate();
    throw cannotListen('ENGINE_PORT', port, Object.assign(new Error(report.message), { code: report.code }));
  }

  thread.once('error', (cause) => {
    throw new Error(
      `The embedded engine has died. Should it die again, its data in ${folder ?? 'memory'} is damaged.`,
      { cause },
    );
  });
  return {
    endpoint: `http://127.0.0.1:${report.port}`,
    stop: async () => {
      thread.postMessage('stop');
      await once(thread, 'exit');
    },
  };
};
