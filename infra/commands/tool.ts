import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

/** The script of a package of this project, to be run by Node. */
const tools = {
  biome: '@biomejs/biome/bin/biome',
  cdk: 'aws-cdk/bin/cdk',
  tsc: 'typescript/bin/tsc',
} as const;

/** Runs one of this project's tools in the terminal, and ends as it ends. @returns whether it succeeded */
export function tool(name: keyof typeof tools, ...args: readonly string[]): boolean {
  const script = join(projectRoot, 'node_modules', tools[name]);
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: projectRoot, stdio: 'inherit' });
  process.exitCode = status ?? 1;
  return status === 0;
}
