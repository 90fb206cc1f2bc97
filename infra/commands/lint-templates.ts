import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../command-line/command-error.ts';
import { synthesize } from '../synthesize.ts';
import { python } from './python.ts';

const deployments: Readonly<Record<string, string>>[] = [
  {},
  { removal: 'destroy', alarms: 'ops@example.com', tracing: 'true' },
  { regions: 'us-east-1,ap-northeast-1', alarms: 'ops@example.com' },
];

/** Runs cfn-lint on the templates of one region and of two, in every mode that differs. @throws CommandError */
export function lintTemplates(): void {
  const cfnLint = python('cfn-lint', 'cfn-lint==1.58.0');
  const outdir = mkdtempSync(join(tmpdir(), 'duologue-templates-'));
  try {
    const templates = deployments.flatMap((settings, index) => {
      const { app, stacks } = synthesize(settings, { outdir: join(outdir, String(index)) });
      app.synth();
      return stacks.map(({ templateFile }) => join(outdir, String(index), templateFile));
    });
    // W3005: CDK writes a dependency of each function on its role though the reference implies it.
    const { status } = spawnSync(cfnLint, ['--ignore-checks', 'W3005', '--', ...templates], { stdio: 'inherit' });
    if (status !== 0) throw new CommandError('cfn-lint is not content.');
    console.log(`cfn-lint finds nothing in ${templates.length} templates.`);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
