import { setGlobalProxyFromEnv } from 'node:http';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { type Table, type TableName, tableName, tables } from '../../lib/tables.ts';
import { Obstacle } from '../obstacle.ts';
import type { Arguments } from './arguments.ts';
import { awsAccount, type DeployedStack } from './aws-account.ts';

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

/** The regions of a deployment, home first. Without `-c regions` it is the one that `cdk` deploys to. */
export async function regionsOf({ settings, profile, environment }: Arguments): Promise<[string, ...string[]]> {
  const [home, ...others] = settings.regions;
  if (home) return [home, ...others];
  const { configFile } = await loadSharedConfigFiles();
  const ofProfile = configFile[profile ?? 'default']?.region;
  return [environment.AWS_REGION || environment.AWS_DEFAULT_REGION || ofProfile || 'us-east-1'];
}

/**
 * Whether AWS can be asked with the credentials. A profile that wants a code of its second factor cannot be used without
 * asking for one, which `cdk` does.
 */
export async function canAsk(region: string, given: Arguments): Promise<boolean> {
  setGlobalProxyFromEnv();
  const reason = await awsAccount(region, given)
    .credentials()
    .then(() => undefined, firstLine);
  if (reason === undefined) return true;
  if (/multi-factor|MFA/i.test(reason)) {
    console.warn(
      'The profile asks for a code of its second factor, which cdk will ask you for: going on without a look at the account.',
    );
    return false;
  }
  const who = given.profile ? `for the profile ${given.profile}` : 'in the environment or in the profile default';
  throw new Obstacle(
    `No AWS credentials ${who}: sign in with "aws login", "aws sso login" or "aws configure", or name another profile ` +
      `with --profile or AWS_PROFILE. (${reason})`,
  );
}

async function bootstrapped(region: string, given: Arguments): Promise<void> {
  if (await awsAccount(region, given).isBootstrapped().catch(unlessForbidden(region, true))) return;
  throw new Obstacle(`CDK has not been used in ${region} yet. Once only, run: npx cdk bootstrap${given.asGiven}`);
}

type FoundTable = {
  readonly fullName: string;
  readonly regional: boolean;
  readonly replicas: ReadonlySet<string>;
  readonly isProtected: boolean;
};

/** What there is of a deployment in one region. */
type Place = {
  readonly region: string;
  /** Where it may not be asked for, as if there were one that is no obstacle. */
  readonly stack: DeployedStack | undefined;
  readonly tables: readonly FoundTable[];
};

async function lookAt(region: string, given: Arguments): Promise<Place> {
  const stack = awsAccount(region, given)
    .stack(given.settings.name)
    .catch(unlessForbidden(region, { home: undefined }));
  return { region, stack: await stack, tables: await tablesIn(region, given) };
}

/** The tables of a deployment that a region has, whoever made them. */
export async function tablesIn(region: string, given: Arguments): Promise<readonly FoundTable[]> {
  const account = awsAccount(region, given);
  const found = await Promise.all(
    Object.entries<Table>(tables).map(async ([name, { regional = false }]) => {
      const fullName = tableName(given.settings.name, name as TableName);
      const found = await account.table(fullName).catch(unlessForbidden(region, undefined));
      return found ? [{ fullName, regional, ...found, replicas: new Set(found.replicas) }] : [];
    }),
  );
  return found.flat();
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

const firstLine = ({ message }: Error): string => message.split('\n')[0] ?? '';

/** Not being allowed to ask is no obstacle: CDK deploys with roles of its own. Any other refusal is one. */
const unlessForbidden =
  <Otherwise>(region: string, otherwise: Otherwise) =>
  (error: Error & { readonly code?: string }): Otherwise => {
    const code = error.code ?? error.name;
    if (/^AccessDenied/.test(code)) return otherwise;
    const { cause } = error;
    if (error.message === 'fetch failed' || /^E[A-Z]+$/.test(code)) {
      const reason = Error.isError(cause)
        ? firstLine(cause) || String((cause as NodeJS.ErrnoException).code)
        : firstLine(error);
      throw new Obstacle(
        `AWS cannot be reached in ${region} (${reason}). Look at the connection, at AWS_ENDPOINT_URL, and at HTTPS_PROXY ` +
          'and NO_PROXY where a proxy stands between.',
      );
    }
    throw new Obstacle(`AWS cannot be asked in ${region}: ${code}: ${firstLine(error)}`);
  };
