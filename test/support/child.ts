import { type IOType, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Stream } from 'node:stream';
import { projectRoot } from '../../infra/project-root.ts';

type Options = {
  /** Environment variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where its standard output goes: to this process's, unless said otherwise. */
  readonly output?: IOType | Stream;
};

/** Runs a script of this project in a Node of its own and waits until it ends. Gives its exit code. */
export async function runScript(
  args: readonly string[],
  { environment = {}, output = 'inherit' }: Options = {},
): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['inherit', output, 'inherit'],
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** Runs jest as `npm test` does, with environment variables that ask for the long form of some tests, for instance. */
export const runJest = (args: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> =>
  runScript([...jest, ...args], { environment });
