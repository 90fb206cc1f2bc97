import { loadSharedConfigFiles } from '@smithy/core/config';
import { type Table, type TableName, tableName, tables } from '../../lib/tables.ts';
import { Obstacle } from '../obstacle.ts';
import type { Arguments } from './arguments.ts';
import { awsAccount } from './aws-account.ts';

/**
 * Looks for what would make a deployment fail minutes later, or lose data.
 * @throws Obstacle for the first thing it finds
 */
export async function preflight(given: Arguments): Promise<void> {
  const { regions } = given.settings;
  const home = regions[0] ?? (await defaultRegion(given));

  await credentials(home, given);
  for (const region of regions.length > 0 ? regions : [home]) await bootstrapped(region, given);
  const found = await tablesIn(home, given);
  if (found.length === 0) return;
  await ownTables(home, found, given);
  await replicas(new Set(regions.slice(1)), found, given);
}

/** Where `cdk` deploys to without `-c regions`. */
export async function defaultRegion({ profile = 'default', environment }: Arguments): Promise<string> {
  const { configFile } = await loadSharedConfigFiles();
  return environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? configFile[profile]?.region ?? 'us-east-1';
}

async function credentials(region: string, given: Arguments): Promise<void> {
  const reason = await awsAccount(region, given)
    .credentials()
    .then(() => undefined, firstLine);
  if (reason === undefined) return;
  throw new Obstacle(
    `No AWS credentials: sign in with "aws sso login" or "aws configure", or set AWS_PROFILE. (${reason})`,
  );
}

async function bootstrapped(region: string, given: Arguments): Promise<void> {
  if (await awsAccount(region, given).isBootstrapped().catch(unlessForbidden(region, true))) return;
  throw new Obstacle(`CDK has not been used in ${region} yet. Once only, run: npx cdk bootstrap${given.asGiven}`);
}

type Found = { readonly fullName: string; readonly regional: boolean; readonly replicas: ReadonlySet<string> };

async function tablesIn(region: string, given: Arguments): Promise<readonly Found[]> {
  const account = awsAccount(region, given);
  const found = await Promise.all(
    Object.entries<Table>(tables).map(async ([name, { regional = false }]) => {
      const fullName = tableName(given.settings.name, name as TableName);
      const replicas = await account.replicasOf(fullName).catch(unlessForbidden(region, undefined));
      return replicas === undefined ? [] : [{ fullName, regional, replicas: new Set(replicas) }];
    }),
  );
  return found.flat();
}

/** A table that no stack owns was kept when its stack was removed. CloudFormation would find its name taken. */
async function ownTables(region: string, found: readonly Found[], given: Arguments): Promise<void> {
  if (given.has('import-existing-resources')) return;
  if (await awsAccount(region, given).hasStack(given.settings.name).catch(unlessForbidden(region, true))) return;
  const names = found.map(({ fullName }) => fullName).join(', ');
  throw new Obstacle(
    `${region} still has ${names} from an earlier deployment. To go on with them, run: npm run deploy --${given.asGiven} ` +
      '--import-existing-resources; to start afresh, choose another name with -c name=...',
  );
}

/** A replica goes with all that it holds, and CloudFormation takes one new or dropped replica per update. */
async function replicas(wanted: Set<string>, found: readonly Found[], given: Arguments): Promise<void> {
  const { name } = given.settings;
  const present = new Set(found.flatMap((table) => [...table.replicas]));
  for (const region of present) {
    if (wanted.has(region)) continue;
    if (!(await awsAccount(region, given).hasStack(name).catch(unlessForbidden(region, true)))) continue;
    throw new Obstacle(
      `${region} runs ${name} too, and this deployment would delete its tables: name it in -c regions, ` +
        `or remove it first with npx cdk destroy ${name}-${region} and the -c regions of before.`,
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

const firstLine = ({ message }: Error) => message.split('\n')[0];

/** Not being allowed to ask is no obstacle: CDK deploys with roles of its own. Any other refusal is one. */
const unlessForbidden =
  <Otherwise>(region: string, otherwise: Otherwise) =>
  (error: Error & { readonly code?: string }): Otherwise => {
    const code = error.code ?? error.name;
    if (/^AccessDenied/.test(code)) return otherwise;
    throw new Obstacle(`AWS cannot be asked in ${region}: ${code}: ${firstLine(error)}`);
  };
