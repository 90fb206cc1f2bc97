import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import type { FunctionName } from '../lib/routes.ts';
import { projectRoot } from './project-root.ts';

/** The source file of a function. */
export const entryOf = (name: FunctionName): string => join(projectRoot, 'functions', `${name}.ts`);

/**
 * How esbuild bundles every function: what is deployed, what the bundle test loads and what the benchmark measures.
 * `mainFields` prefers the ES modules of the SDK, of which esbuild can drop what is not called; source maps name the
 * lines of our code in a stack trace, and do without the sources themselves, which would double the upload.
 */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  // What the SDK imports when it is asked for: ways to find credentials, which Lambda hands over in the environment,
  // and streams of events, of which DynamoDB has none.
  external: [
    '@aws-sdk/credential-provider-http',
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-web-identity',
    '@smithy/core/event-streams',
    '@smithy/credential-provider-imds',
  ],
} satisfies BuildOptions;

/** What Node is told in every function: to name our own lines in a stack trace. It costs 10 ms of a cold start. */
export const nodeOptions = { NODE_OPTIONS: '--enable-source-maps' } as const;
