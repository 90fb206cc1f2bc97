import { command } from '../obstacle.ts';
import { readArguments } from './arguments.ts';
import { cdk } from './cdk.ts';
import { preflight } from './preflight.ts';

/** `npm run deploy -- [-c setting=value]... [options of cdk deploy]` */
await command(async () => {
  const args = process.argv.slice(2);
  await preflight(readArguments(args, process.env));
  cdk('deploy', '--all', ...args);
});
