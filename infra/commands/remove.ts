import { Obstacle } from '../obstacle.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { canAsk, regionsOf, tablesIn } from './preflight.ts';
import { tool } from './tool.ts';

/** Removes the stacks with cdk, and says which tables were kept, and where. @throws Obstacle for faulty settings */
export async function remove(args: readonly string[]): Promise<void> {
  const given = readArguments([...args], process.env);
  if (!process.stdin.isTTY && !['force', 'f'].some(given.has)) {
    throw new Obstacle(
      `Without a terminal nobody can confirm that the stacks are to go: npm run destroy --${given.asGiven} --force`,
    );
  }
  const regions = await regionsOf(given);
  const isAnswered = await canAsk(regions[0], given);
  if (isAnswered) await tellOfReplicas(regions[0], given);
  if (!tool('cdk', 'destroy', '--all', ...args)) return;

  if (!isAnswered) return;
  const found = await Promise.all(
    regions.map(async (region) => ({ region, names: (await tablesIn(region, given)).map(({ fullName }) => fullName) })),
  );
  const kept = found.filter(({ names }) => names.length > 0);
  if (kept.length === 0) return;
  console.log(
    `Kept, with all that they hold, ${kept.map(({ region, names }) => `in ${region}: ${names.join(', ')}`).join('; ')}. ` +
      `To go on with them: npm run deploy --${given.asGiven} --import-existing-resources. ` +
      'To delete them for good, deploy so, once more with -c removal=destroy, and destroy.',
  );
}

/** Tells what may stop a removal halfway. Tables that are kept stay as they are, with their replicas. */
async function tellOfReplicas(home: string, given: Arguments): Promise<void> {
  const goes = (await tablesIn(home, given)).filter(({ isProtected }) => !isProtected);
  const replicas = [...new Set(goes.flatMap((table) => [...table.replicas]))];
  if (replicas.length === 0) return;
  console.log(
    `The tables are replicated to ${replicas.join(' and ')}. DynamoDB will not delete a table within 24 hours of the ` +
      'addition of a replica that it still has. Should that stop the removal, leave these regions first, one by one.',
  );
}
