import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** An engine in a process of its own, whose work does not count as the caller's. */
export type Stub = { readonly endpoint: string; readonly stop: () => Promise<void> };

/** Starts {@link ./stub-engine.ts}. */
export async function startStub(): Promise<Stub> {
  const child = fork(fileURLToPath(new URL('stub-engine.ts', import.meta.url)));
  const [port] = await once(child, 'message');
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
