import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../infra/project-root.ts';

const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Those whose arguments belong to another program. */
const others = { test: 'jest', deploy: 'cdk', destroy: 'cdk' };
const ours = Object.entries(scripts).filter(([name]) => name !== 'test');
const strict = Object.entries(scripts).filter(([name]) => !(name in others));

/** What scripts may read before they do anything: this project, and packages that are light. Not the SDK, not the CDK. */
const readable = [
  ...['functions', 'infra', 'lib', 'test', 'cdk.json', 'package.json'],
  ...['fast-check', 'pure-rand', 'swagger-ui-dist', 'ulid', 'zod'].map((name) => `node_modules/${name}`),
];

/** Runs a script as npm does, where it can read no more than that, write nothing and start no other process. */
function run(script: string, ...args: string[]) {
  const permissions = ['--permission', ...readable.map((path) => `--allow-fs-read=${join(projectRoot, path)}`)];
  const [program = '', ...words] = script.split(' ');
  return new Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }>((resolve) => {
    execFile(
      join(projectRoot, 'node_modules', '.bin', program),
      [...permissions, ...words, ...args],
      { cwd: projectRoot, encoding: 'utf8' },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe('every script', () => {
  it.each(Object.entries(scripts))('%s looks at the version of Node before it loads any TypeScript', (_, script) => {
    expect(script).toMatch(/^node --import \.\/infra\/commands\/need-node-24\.js /);
  });

  it.each(ours)('%s prints its usage for --help, and does nothing', async (name, script) => {
    const command = name === 'start' ? 'npm start' : `npm run ${name}`;

    const { code, stdout, stderr } = await run(script, '--help');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[A-Z].+\.\n\nUsage: /);
    expect(stdout).toContain(`\nUsage: ${command}`);
  });

  it.each(strict)('%s refuses an unknown option in one line, and does nothing', async (_, script) => {
    const { code, stdout, stderr } = await run(script, '--no-such-option');

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^"?--no-such-option"? is not known.+ See npm (run )?\S+ -- --help\.\n$/);
  });
});
