import { tableName, tables } from '../../lib/tables.ts';
import { command } from '../obstacle.ts';
import { readArguments } from './arguments.ts';
import { awsAccount } from './aws-account.ts';
import { cdk } from './cdk.ts';
import { defaultRegion } from './preflight.ts';

/** `npm run destroy -- [-c setting=value]...`: removes the stacks, and says which tables were kept. */
await command(async () => {
  const args = process.argv.slice(2);
  const given = readArguments(args, process.env);
  const { settings, asGiven } = given;
  cdk('destroy', '--all', ...args);
  if (process.exitCode !== 0) return;

  const region = settings.regions[0] ?? (await defaultRegion(given));
  const account = awsAccount(region, given);
  const names = (Object.keys(tables) as (keyof typeof tables)[]).map((name) => tableName(settings.name, name));
  const present = await Promise.all(names.map((name) => account.replicasOf(name).catch(() => undefined)));
  const kept = names.filter((_, index) => present[index] !== undefined);
  if (kept.length === 0) return;
  console.log(
    `Kept in ${region}, with all that they hold: ${kept.join(', ')}. To go on with them: npm run deploy --${asGiven} ` +
      '--import-existing-resources. To delete them for good, deploy so, once more with -c removal=destroy, and destroy.',
  );
});
