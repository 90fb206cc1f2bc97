import { tableName, tables } from '../../lib/tables.ts';
import { readArguments } from './arguments.ts';
import { awsAccount } from './aws-account.ts';
import { defaultRegion } from './preflight.ts';
import { tool } from './tool.ts';

/** Removes the stacks with cdk, and says which tables were kept. @throws Obstacle for faulty settings */
export async function remove(args: readonly string[]): Promise<void> {
  const given = readArguments([...args], process.env);
  const { settings, asGiven } = given;
  if (!tool('cdk', 'destroy', '--all', ...args)) return;

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
}
