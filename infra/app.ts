import { App } from 'aws-cdk-lib';
import { duologue } from './duologue.ts';
import { InvalidSettings } from './settings.ts';

/** The CDK app: `cdk.json` names this file. */
try {
  duologue(new App());
} catch (error) {
  if (!(error instanceof InvalidSettings)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
