import { CommandError } from '../command-line/command-error.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { canAsk, regionsOf, tablesIn } from './places.ts';
import { tellOfReplicas } from './preflight.ts';
import { tool } from './tool.ts';

/** Removes the stacks with cdk, and says which tables were kept, and where. @throws CommandError for faulty settings */
export async function remove(args: readonly string[]): Promise<void> {
  const given = readArguments(args, process.env);
  if (!process.stdin.isTTY && !['force', 'f'].some(given.has)) {
    throw new CommandError(
      `Without a terminal nobody can confirm that the stacks are to go: npm run destroy --${given.asGiven} --force`,
    );
  }
  const regions = await regionsOf(given);
  const isAnswered = await canAsk(regions[0], given);
  if (isAnswered) await tellOfReplicas(regions[0], given);
  const isRemoved = tool('cdk', 'destroy', '--all', ...args);
  if (isRemoved && isAnswered) await tellOfKeptTables(regions, given);
}

async function tellOfKeptTables(regions: readonly string[], given: Arguments): Promise<void> {
  const found = await Promise.all(
    regions.map(async (region) => ({ region, names: (await tablesIn(region, given)).map(({ fullName }) => fullName) })),
  );
  const kept = found.filter(({ names }) => names.length > 0);
  if (kept.length === 0) return;
  console.log(
    `Kept, with all that they hold, ${kept.map(({ region, names }) => `in ${region}: ${names.join(', ')}`).join('; ')}. ` +
      `To go on with them: npm run deploy --${given.asGiven} --import-existing-resources. ` +
      'To delete them for good, deploy in this way, deploy again with -c removal=destroy, and destroy.',
  );
}
