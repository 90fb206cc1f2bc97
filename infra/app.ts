import { App } from 'aws-cdk-lib';
import { duologue } from './duologue.ts';
import { command } from './obstacle.ts';

/** The CDK app: `cdk.json` names this file. */
await command(() => {
  duologue(new App());
});
