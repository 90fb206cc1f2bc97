import { App } from 'aws-cdk-lib';
import { reportingErrors } from './command-line/command-error.ts';
import { duologue } from './duologue.ts';

/** The CDK app: `cdk.json` names this file. */
await reportingErrors(() => {
  duologue(new App());
});
