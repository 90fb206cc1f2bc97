import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import type { FunctionName } from '../lib/routes.ts';

/** The folder that holds `package.json`. */
export const projectRoot = join(import.meta.dirname, '..');

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
  // Ways to find credentials that Lambda, which hands them over in the environment, never asks.
  external: [
    '@aws-sdk/credential-provider-http',
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-web-identity',
    '@smithy/credential-provider-imds',
  ],
} satisfies BuildOptions;
