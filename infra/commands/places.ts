import { setGlobalProxyFromEnv } from 'node:http';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { type Table, type TableName, tableName, tables } from '../../lib/tables.ts';
import { CommandError } from '../command-line/command-error.ts';
import type { Arguments } from './arguments.ts';
import { awsAccount, type DeployedStack } from './aws-account.ts';

/** A table of a deployment, as it is in one region. */
export type FoundTable = {
  readonly fullName: string;
  readonly regional: boolean;
  readonly replicas: ReadonlySet<string>;
  readonly isProtected: boolean;
};

/** What there is of a deployment in one region. */
export type Place = {
  readonly region: string;
  /** Where it may not be asked for, as if there were one that is in nobody's way. */
  readonly stack: DeployedStack | undefined;
  readonly tables: readonly FoundTable[];
};

/** Looks at what one region has. */
export async function lookAt(region: string, given: Arguments): Promise<Place> {
  const [stack, tables] = await Promise.all([
    awsAccount(region, given)
      .stack(given.settings.name)
      .catch(unlessForbidden(region, { home: undefined })),
    tablesIn(region, given),
  ]);
  return { region, stack, tables };
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

/** The regions of a deployment, home first. Without `-c regions` it is the one that `cdk` deploys to. */
export async function regionsOf({ settings, profile, environment }: Arguments): Promise<[string, ...string[]]> {
  const [home, ...others] = settings.regions;
  if (home) return [home, ...others];
  const { configFile } = await loadSharedConfigFiles();
  const ofProfile = configFile[profile ?? 'default']?.region;
  return [environment.AWS_REGION || environment.AWS_DEFAULT_REGION || ofProfile || 'us-east-1'];
}

/** Whether AWS can be asked. A profile with a second factor needs a code from the user, for which only `cdk` asks. */
export async function canAsk(region: string, given: Arguments): Promise<boolean> {
  // From here on, requests heed HTTPS_PROXY and NO_PROXY, which Node does only when told to.
  setGlobalProxyFromEnv();
  const reason = await awsAccount(region, given)
    .credentials()
    .then(() => undefined, firstLine);
  if (reason === undefined) return true;
  if (/multi-factor|MFA/i.test(reason)) {
    console.warn(
      'The profile asks for a code of its second factor, which cdk will ask you for: going on without a look at the ' +
        'account.',
    );
    return false;
  }
  const who = given.profile ? `for the profile ${given.profile}` : 'in the environment or in the profile default';
  throw new CommandError(
    `No AWS credentials ${who}: sign in with "aws login", "aws sso login" or "aws configure", or name another profile ` +
      `with --profile or AWS_PROFILE. (${reason})`,
  );
}

const firstLine = ({ message }: Error): string => message.split('\n')[0] ?? '';

/** Not being allowed to ask stops nothing: CDK deploys with roles of its own. Any other refusal does. */
export const unlessForbidden =
  <Otherwise>(region: string, otherwise: Otherwise) =>
  (error: Error & { readonly code?: string }): Otherwise => {
    const code = error.code ?? error.name;
    if (/^AccessDenied/.test(code)) return otherwise;
    const { cause } = error;
    // What `fetch` rejects with where it gets no answer is a TypeError that has a cause.
    const isUnanswered = error.name === 'TypeError' && Error.isError(cause);
    if (isUnanswered || /^E[A-Z]+$/.test(code)) {
      const reason = Error.isError(cause)
        ? firstLine(cause) || String((cause as NodeJS.ErrnoException).code)
        : firstLine(error);
      throw new CommandError(
        `AWS cannot be reached in ${region} (${reason}). Look at the connection, at AWS_ENDPOINT_URL, and at ` +
          'HTTPS_PROXY and NO_PROXY where a proxy stands between.',
      );
    }
    throw new CommandError(`AWS cannot be asked in ${region}: ${code}: ${firstLine(error)}`);
  };
