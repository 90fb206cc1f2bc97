import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../infra/project-root.ts';
import { BREAK_VARIABLE, type Break } from './breaks.ts';
import type { Emulator } from './emulator.ts';
import { start } from './processes.ts';

/** How a command ended, and all that it printed. */
export type Ended = { readonly ok: boolean; readonly output: string };

export type Commands = ReturnType<typeof commands>;

/** The commands of the README, run as they are typed, in the emulated account. */
export function commands({ environment, folder }: Emulator, broken?: Break) {
  const app = broken ? ['--app', 'npx node test/rehearse/broken-app.ts'] : [];
  const synthesized = join(folder, 'cdk.out');
  const output = ['--output', synthesized];

  async function run(program: string, args: readonly string[]): Promise<Ended> {
    const child = start(program, args, {
      cwd: projectRoot,
      env: { ...environment, ...(broken && { [BREAK_VARIABLE]: broken }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    const { stdout, stderr } = child;
    const printed = await Promise.all([stdout, stderr].map((stream) => (stream ? text(stream) : '')));
    return { ok: (await ended) === 0, output: printed.join('\n') };
  }

  return {
    run,
    deploy: (...args: string[]) => run('npm', ['run', 'deploy', '--', ...args, ...app, ...output]),
    destroy: (...args: string[]) => run('npm', ['run', 'destroy', '--', ...args, ...output]),
    cdk: (...args: string[]) => run('npx', ['cdk', ...args, ...output]),
    /** The same on what the last command has synthesized, which saves doing that again. */
    cdkOnLast: (...args: string[]) => run('npx', ['cdk', ...args, '--app', synthesized]),
  };
}

/** The last line of an output that matches, for the table of steps. */
export const lineOf = (output: string, pattern: RegExp): string | undefined =>
  output
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => pattern.test(line));
