import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CfnElement } from 'aws-cdk-lib';
import { routes } from '../../lib/routes.ts';
import { CommandError } from '../command-line/command-error.ts';
import { synthesize } from '../synthesize.ts';
import { python } from './python.ts';

const SAM = 'aws-sam-cli==1.170.0';

/** Checks without Docker that the AWS SAM CLI finds exactly our routes in the template. @throws CommandError */
export function lintSam(): void {
  const outdir = mkdtempSync(join(tmpdir(), 'duologue-sam-'));
  try {
    const { app, stacks } = synthesize({}, { outdir });
    app.synth();
    const [stack] = stacks;
    const script = join(import.meta.dirname, 'sam-routes.py');
    const { stdout } = spawnSync(python('python', SAM), [script, join(outdir, stack.templateFile)], {
      encoding: 'utf8',
    });

    const found = stdout.split('\n').filter((line) => line && !line.startsWith('OPTIONS'));
    const expected = routes.map(({ method, path, function: name }) => {
      const id = stack.getLogicalId(stack.functions[name].lambda.node.defaultChild as CfnElement);
      return `${method} ${path} ${stack.resolve(id)} 2.0`;
    });
    if (found.sort().join() !== expected.sort().join()) {
      throw new CommandError(`sam finds ${found.join(', ') || 'no routes'}, and not ${expected.join(', ')}.`);
    }
    console.log(`sam finds the ${found.length} routes.`);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
