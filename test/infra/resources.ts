import type { Template } from 'aws-cdk-lib/assertions';
import type { FunctionName } from '../../lib/routes.ts';
import { type Table, tables } from '../../lib/tables.ts';

type Statement = { Action: string | string[]; Resource: unknown; Effect: string };
// biome-ignore lint/suspicious/noExplicitAny: the properties of any CloudFormation resource, as they come out of JSON.
type Resource = { Properties: Record<string, any>; DependsOn?: string[]; DeletionPolicy?: string };

/** The resources of a type, with their logical ids. */
export const resources = (of: Template, type: string) =>
  Object.entries(of.findResources(type) as Record<string, Resource>);

/** The properties of each resource of a type. */
export const properties = (of: Template, type: string) => resources(of, type).map(([, { Properties }]) => Properties);

/** What the logical ids of each function's resources begin with. */
export const functionIds: Readonly<Record<FunctionName, string>> = {
  users: 'Users',
  'send-message': 'SendMessage',
  'fetch-messages': 'FetchMessages',
};

export const inTwoRegions = { regions: 'us-east-1,ap-northeast-1' };

const all: readonly Table[] = Object.values(tables);
/** The tables of one region only, and those that are replicated. */
export const regionalTables = all.filter(({ regional }) => regional);
export const replicatedTables = all.filter(({ regional }) => !regional);

/** What the roles of a stack may do, or that of one function. */
export const statements = (of: Template, functionId = ''): Statement[] =>
  resources(of, 'AWS::IAM::Policy')
    .filter(([id]) => id.startsWith(functionId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);

/** What a function may do with tables: `GetItem Users`, and `GetItem home Users` where that is another region's. */
export const grants = (of: Template, functionId: string): string[] =>
  statements(of, functionId).flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) =>
      [Resource].flat().flatMap((resource) => {
        const arn = JSON.stringify(resource);
        const table = Object.keys(tables).find((name) => arn.includes(`Tables${name}`) || arn.includes(`-${name}"`));
        const where = arn.includes(':us-east-1:') ? 'home ' : '';
        return action.startsWith('dynamodb:') ? [`${action.slice('dynamodb:'.length)} ${where}${table}`] : [];
      }),
    ),
  );

/** The same of what `infra/calls.ts` lists. */
export const listed = (byTable: Readonly<Record<string, readonly string[]>>, where = '') =>
  Object.entries(byTable).flatMap(([table, names]) => names.map((name) => `${name} ${where}${table}`));
