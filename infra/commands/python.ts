import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../bundle.ts';
import { Obstacle } from '../obstacle.ts';

const venv = join(projectRoot, '.venv');
const bin = (program: string) => join(venv, process.platform === 'win32' ? 'Scripts' : 'bin', program);

/** A program from PyPI, in `.venv/`, where it is installed at its first use. @throws Obstacle without Python */
export function python(program: string, requirement: string): string {
  if (existsSync(bin(program))) return bin(program);
  console.log(`Installing ${requirement} into .venv (once)`);
  const steps = [
    ['python3', '-m', 'venv', venv],
    [bin('python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', requirement],
  ] as const;
  for (const [executable, ...args] of steps) {
    const { status, error } = spawnSync(executable, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status === 0) continue;
    throw new Obstacle(
      error
        ? `${program} needs Python 3.10 or newer: install python3 with its venv module, and run this again.`
        : `${program} could not be installed: "${executable} ${args.join(' ')}" failed.`,
    );
  }
  return bin(program);
}
