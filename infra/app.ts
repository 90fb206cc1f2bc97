import { App } from 'aws-cdk-lib';
import { duologue } from './duologue.ts';
import { tellingObstacles } from './obstacle.ts';

/** The CDK app: `cdk.json` names this file. */
await tellingObstacles(() => {
  duologue(new App());
});
