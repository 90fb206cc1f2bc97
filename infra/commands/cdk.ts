import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../bundle.ts';

/** Runs this project's `cdk` in the terminal, and ends as it ends. */
export function cdk(...args: string[]): void {
  const executable = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const { status } = spawnSync(process.execPath, [executable, ...args], { cwd: projectRoot, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
