import { CommandError } from '../command-line/command-error.ts';
import type { Arguments } from './arguments.ts';
import { awsAccount } from './aws-account.ts';
import { canAsk, type FoundTable, lookAt, type Place, regionsOf, tablesIn, unlessForbidden } from './places.ts';

/**
 * Looks for what would make a deployment fail minutes later, or lose data.
 * @throws CommandError for the first thing it finds
 */
export async function preflight(given: Arguments): Promise<void> {
  const [home, ...others] = await regionsOf(given);
  if (!(await canAsk(home, given))) return;
  for (const region of [home, ...others]) await requireBootstrap(region, given);

  const places = await Promise.all([home, ...others].map((region) => lookAt(region, given)));
  requireSameHome(home, places);
  requireNothingWhereLeaving(places, given);
  requireNoKeptTables(home, places, given);

  const wanted = new Set(others);
  const found = places[0]?.tables ?? [];
  const present = new Set(found.flatMap(({ replicas }) => [...replicas]));
  await requireRegionsLeftInOrder([...present.difference(wanted)], given);
  requireOneRegionAtATime(wanted, found);
  tellOfAdded([...wanted.difference(present)]);
}

async function requireBootstrap(region: string, given: Arguments): Promise<void> {
  if (await awsAccount(region, given).isBootstrapped().catch(unlessForbidden(region, true))) return;
  throw new CommandError(`CDK has not been used in ${region} yet. Once only, run: npx cdk bootstrap${given.asGiven}`);
}

/** The stack at home makes the shared tables: where home moves, it would drop them. */
function requireSameHome(home: string, places: readonly Place[]): void {
  for (const { region, stack } of places) {
    if (!stack?.home || stack.home === home) continue;
    throw new CommandError(
      `The stack in ${region} has its home in ${stack.home}, and this deployment would move it to ${home}, with the ` +
        `loss of the shared tables: name ${stack.home} first in -c regions.`,
    );
  }
}

/** What serves a region goes before its tables do. */
function requireNothingWhereLeaving(
  places: readonly Place[],
  { settings: { leaving, name, regions } }: Arguments,
): void {
  const left = places.find(({ region }) => region === leaving);
  if (!left?.stack) return;
  throw new CommandError(
    `${leaving} still runs ${name}: remove it first, with npx cdk destroy ${name}-${leaving} -c regions=${regions.join()}`,
  );
}

/** A table that no stack owns was kept when its stack was removed. CloudFormation would find its name taken. */
function requireNoKeptTables(home: string, places: readonly Place[], given: Arguments): void {
  if (given.has('import-existing-resources')) return;
  const left = places.flatMap(({ region, stack, tables }) => {
    if (stack || region === given.settings.leaving) return [];
    // What is replicated to another region belongs to the stack at home.
    const names = tables.filter(({ regional }) => regional || region === home).map(({ fullName }) => fullName);
    return names.length > 0 ? [`${region} still has ${names.join(', ')}`] : [];
  });
  if (left.length === 0) return;
  throw new CommandError(
    `${left.join('; ')} from an earlier deployment. To go on with them, run: npm run deploy --${given.asGiven} ` +
      '--import-existing-resources; to start afresh, choose another name with -c name=...',
  );
}

/** A replica goes with all that it holds: first what serves its region goes, then the protection of its tables. */
async function requireRegionsLeftInOrder(left: readonly string[], given: Arguments): Promise<void> {
  const { name } = given.settings;
  for (const region of left) {
    const { stack, tables } = await lookAt(region, given);
    if (stack) {
      throw new CommandError(
        `${region} runs ${name} too, and this deployment would delete its tables: name it in -c regions, ` +
          `or remove it first with npx cdk destroy ${name}-${region} and the -c regions of before.`,
      );
    }
    if (!tables.some(({ regional, isProtected }) => isProtected && !regional)) continue;
    throw new CommandError(
      `The tables in ${region} are protected against deletion. First deploy with the -c regions of before and with ` +
        `-c leaving=${region}, which ends that; then run this again.`,
    );
  }
}

function tellOfAdded(added: readonly string[]): void {
  if (added.length === 0) return;
  console.log(
    `This adds replicas in ${added.join(' and ')}. For 24 hours DynamoDB will not delete a table that has such a ` +
      'replica: whoever only wants to try regions removes them one by one before the rest.',
  );
}

/** CloudFormation takes one new or dropped replica per update of a table. */
function requireOneRegionAtATime(wanted: ReadonlySet<string>, found: readonly FoundTable[]): void {
  for (const { fullName, regional, replicas } of found) {
    const changes = [...wanted.symmetricDifference(replicas)];
    if (regional || changes.length <= 1) continue;
    throw new CommandError(
      `${fullName} cannot gain or lose ${changes.join(' and ')} at once: CloudFormation takes one region per ` +
        'deployment. Deploy with one of them, then with the next.',
    );
  }
}

/** Tells before a removal what may stop it halfway. Tables that are kept stay as they are, with their replicas. */
export async function tellOfReplicas(home: string, given: Arguments): Promise<void> {
  const goes = (await tablesIn(home, given)).filter(({ isProtected }) => !isProtected);
  const replicas = [...new Set(goes.flatMap((table) => [...table.replicas]))];
  if (replicas.length === 0) return;
  console.log(
    `The tables are replicated to ${replicas.join(' and ')}. DynamoDB will not delete a table within 24 hours of the ` +
      'addition of a replica that it still has. Should that stop the removal, leave these regions first, one by one.',
  );
}
