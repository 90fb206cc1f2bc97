import { Obstacle } from '../obstacle.ts';
import type { Arguments } from './arguments.ts';
import { awsAccount } from './aws-account.ts';
import { canAsk, type FoundTable, lookAt, type Place, regionsOf, tablesIn, unlessForbidden } from './places.ts';

/**
 * Looks for what would make a deployment fail minutes later, or lose data.
 * @throws Obstacle for the first thing it finds
 */
export async function preflight(given: Arguments): Promise<void> {
  const [home, ...others] = await regionsOf(given);
  if (!(await canAsk(home, given))) return;
  for (const region of [home, ...others]) await bootstrapped(region, given);

  const places = await Promise.all([home, ...others].map((region) => lookAt(region, given)));
  sameHome(home, places);
  leavingIsOver(places, given);
  nothingLeft(home, places, given);
  await replicas(new Set(others), places[0]?.tables ?? [], given);
}

async function bootstrapped(region: string, given: Arguments): Promise<void> {
  if (await awsAccount(region, given).isBootstrapped().catch(unlessForbidden(region, true))) return;
  throw new Obstacle(`CDK has not been used in ${region} yet. Once only, run: npx cdk bootstrap${given.asGiven}`);
}

/** The home region makes the shared tables. Another one would drop them there, and make tables that are its own replicas. */
function sameHome(home: string, places: readonly Place[]): void {
  for (const { region, stack } of places) {
    if (!stack?.home || stack.home === home) continue;
    throw new Obstacle(
      `The stack in ${region} has its home in ${stack.home}, and this deployment would move it to ${home}, with the loss of ` +
        `the shared tables: name ${stack.home} first in -c regions.`,
    );
  }
}

/** What serves a region goes before its tables do. */
function leavingIsOver(places: readonly Place[], { settings: { leaving, name, regions } }: Arguments): void {
  const left = places.find(({ region }) => region === leaving);
  if (!left?.stack) return;
  throw new Obstacle(
    `${leaving} still runs ${name}: remove it first, with npx cdk destroy ${name}-${leaving} -c regions=${regions.join()}`,
  );
}

/** A table that no stack owns was kept when its stack was removed. CloudFormation would find its name taken. */
function nothingLeft(home: string, places: readonly Place[], given: Arguments): void {
  if (given.has('import-existing-resources')) return;
  const left = places.flatMap(({ region, stack, tables }) => {
    if (stack || region === given.settings.leaving) return [];
    // What is replicated to another region belongs to the stack at home.
    const names = tables.filter(({ regional }) => regional || region === home).map(({ fullName }) => fullName);
    return names.length > 0 ? [`${region} still has ${names.join(', ')}`] : [];
  });
  if (left.length === 0) return;
  throw new Obstacle(
    `${left.join('; ')} from an earlier deployment. To go on with them, run: npm run deploy --${given.asGiven} ` +
      '--import-existing-resources; to start afresh, choose another name with -c name=...',
  );
}

/** A replica goes with all that it holds, and CloudFormation takes one new or dropped replica per update. */
async function replicas(wanted: Set<string>, found: readonly FoundTable[], given: Arguments): Promise<void> {
  const { name } = given.settings;
  const present = new Set(found.flatMap((table) => [...table.replicas]));
  for (const region of present) {
    if (wanted.has(region)) continue;
    if (await awsAccount(region, given).stack(name).catch(unlessForbidden(region, true))) {
      throw new Obstacle(
        `${region} runs ${name} too, and this deployment would delete its tables: name it in -c regions, ` +
          `or remove it first with npx cdk destroy ${name}-${region} and the -c regions of before.`,
      );
    }
    const tables = await tablesIn(region, given);
    if (!tables.some(({ regional, isProtected }) => isProtected && !regional)) continue;
    throw new Obstacle(
      `The tables in ${region} are protected against deletion. First deploy with the -c regions of before and with ` +
        `-c leaving=${region}, which ends that; then run this again.`,
    );
  }
  const added = [...wanted].filter((region) => !present.has(region));
  if (added.length > 0) {
    console.log(
      `This adds replicas in ${added.join(' and ')}. For 24 hours DynamoDB will not delete a table that has such a replica: ` +
        'whoever only wants to try regions removes them one by one before the rest.',
    );
  }
  for (const table of found) {
    const changes = [...wanted, ...table.replicas].filter((one) => wanted.has(one) !== table.replicas.has(one));
    if (table.regional || changes.length <= 1) continue;
    throw new Obstacle(
      `${table.fullName} cannot gain or lose ${changes.join(' and ')} at once: CloudFormation takes one region per ` +
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
