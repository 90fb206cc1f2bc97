import { spawnSync } from 'node:child_process';
import { CommandError } from '../../infra/command-line/command-error.ts';

/** Runs a program to its end. Gives what it wrote. @throws CommandError where it fails */
export function run(folder: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  const written = `${stdout}${stderr}`.trim();
  if (status !== 0) throw new CommandError(`"${[program, ...args].join(' ')}" fails:\n${written}`);
  return written;
}
