import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../command-line/command-error.ts';
import { projectRoot } from '../project-root.ts';

/**
 * A program from PyPI, installed at its first use, and again where the installation was not finished or is of another
 * version.
 *
 * @param folder of an environment of its own within `.venv/`, for what does not get on with the others
 * @throws CommandError without Python
 */
export function python(
  program: string,
  requirement: string,
  folder = '',
  { environments = join(projectRoot, '.venv'), env = process.env } = {},
): string {
  const venv = join(environments, folder);
  const bin = (program: string) => join(venv, process.platform === 'win32' ? 'Scripts' : 'bin', program);
  // Written last: programs, Python above all, are there before what they need is.
  const installed = join(venv, `${requirement.replaceAll(/[^\w.]+/g, '-')}.installed`);
  if (existsSync(installed)) return bin(program);
  console.log(`Installing ${requirement} into .venv (once)`);
  const steps = [
    ['python3', '-m', 'venv', venv],
    [bin('python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement],
  ] as const;
  for (const [executable, ...args] of steps) {
    const { status, error } = spawnSync(executable, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    if (status === 0) continue;
    throw new CommandError(
      error
        ? `${program} needs Python 3.10 or newer: install python3 with its venv module, and run this again.`
        : `${program} could not be installed: "${executable} ${args.join(' ')}" failed.`,
    );
  }
  writeFileSync(installed, '');
  return bin(program);
}
