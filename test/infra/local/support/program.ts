import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** How a program went: its exit code and all that it said. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type Program = ReturnType<typeof run>;

const start = fileURLToPath(new URL('../../../../infra/local/start.ts', import.meta.url));

/**
 * Does what `npm start` does, without npm, on any free port and with nothing else of this process's environment; with
 * arguments for Node itself, such as a module to import first.
 */
export function run(args: readonly string[], environment: NodeJS.ProcessEnv, node: readonly string[] = []) {
  const child = spawn(process.execPath, [...node, start, ...args], {
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text) => {
      said[name] += text;
    });
  }
  const ended: Promise<Ended> = once(child, 'close').then(([code]) => ({ code, ...said }));

  return {
    child,
    said,
    ended,
    /** Its URL, once it listens. */
    async listening(): Promise<string> {
      const url = () => /^Duologue listens on (\S+)$/m.exec(said.stdout)?.[1];
      await Promise.race([until(() => url() !== undefined), ended]);
      return url() ?? Promise.reject(new Error(`it ended with ${said.stderr}`));
    },
    async kill(): Promise<void> {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Waits until that is true. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(10);
}
