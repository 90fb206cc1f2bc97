import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { duologue } from './duologue.ts';
import { projectRoot } from './project-root.ts';

/** What `cdk.json` says. Its context may hold settings too, for a choice that is to last. */
export const cdkContext = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8')).context;

/**
 * The app as `cdk synth -c <setting>=<value>` makes it, without the CLI. Functions are bundled, which takes seconds,
 * only if asked for. `app.synth()` writes the templates to `outdir`.
 */
export function synthesize(settings: Readonly<Record<string, string>>, { outdir, bundle = false }: Options = {}) {
  const app = new App({
    ...(outdir && { outdir }),
    context: {
      ...cdkContext(),
      ...settings,
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:bundling-stacks': bundle ? ['**'] : [],
    },
  });
  return { app, stacks: duologue(app) };
}

type Options = { readonly outdir?: string; readonly bundle?: boolean };
