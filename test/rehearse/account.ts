import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import { rootCredentials } from './emulator.ts';

/** A function as deployed. */
type DeployedFunction = { readonly description: string; readonly role: string };

/** A stage of an HTTP API, as far as throttles go. */
export type Stage = { readonly routeSettings?: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

type Question = {
  readonly service: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The parameters of a query API, such as that of IAM. */
  readonly form?: Readonly<Record<string, string>>;
};

/** What the rehearsal asks of one region of the emulated account, as its root user. */
export function account(url: string, region: string) {
  const dynamodb = new DynamoDBClient({ endpoint: url, region, credentials: rootCredentials });
  const { sha256 } = dynamodb.config;
  const { hostname, port, host } = new URL(url);

  async function ask({ service, method = 'GET', path = '/', query = {}, form }: Question): Promise<string> {
    const signer = new SignatureV4({ service, region, credentials: rootCredentials, sha256 });
    const body = form && new URLSearchParams(form).toString();
    const { headers } = await signer.sign({
      method: form ? 'POST' : method,
      protocol: 'http:',
      hostname,
      port: Number(port),
      path,
      query,
      headers: { host, ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(body !== undefined && { body }),
    });
    const { host: _, ...sent } = headers;
    const search = new URLSearchParams(query).toString();
    const response = await fetch(`${url}${path}${search && `?${search}`}`, {
      method: form ? 'POST' : method,
      headers: sent,
      ...(body !== undefined && { body }),
    });
    const answer = await response.text();
    if (response.ok) return answer;
    throw new Error(`${service} in ${region} answered ${response.status}: ${answer}`);
  }
  const iam = (Action: string, parameters: Readonly<Record<string, string>>) =>
    ask({ service: 'iam', form: { Action, Version: '2010-05-08', ...parameters } });
  const api = async <Answer>(path: string): Promise<Answer> =>
    JSON.parse(await ask({ service: 'apigateway', path: `/v2/apis/${path}` }));

  return {
    region,
    dynamodb,
    documents: DynamoDBDocumentClient.from(dynamodb),

    /** The outputs of a stack by their names; none where there is no such stack. */
    async outputs(StackName: string): Promise<Record<string, string>> {
      const form = { Action: 'DescribeStacks', Version: '2010-05-15', StackName };
      const answer = await ask({ service: 'cloudformation', form }).catch(() => '');
      const outputs = [...answer.matchAll(/<OutputKey>([^<]*)<\/OutputKey>\s*<OutputValue>([^<]*)<\/OutputValue>/g)];
      return Object.fromEntries(outputs.map(([, key, value]) => [key, value]));
    },

    async routes(apiId: string): Promise<string[]> {
      const { items } = await api<{ items: { routeKey: string }[] }>(`${apiId}/routes`);
      return items.map(({ routeKey }) => routeKey);
    },

    stage: (apiId: string) => api<Stage>(`${apiId}/stages/$default`),

    /** The origins that CORS allows. The emulator repeats the template's spelling where AWS has its own. */
    async cors(apiId: string): Promise<string[]> {
      type Cors = { readonly allowOrigins?: string[]; readonly AllowOrigins?: string[] };
      const { corsConfiguration: found } = await api<{ readonly corsConfiguration?: Cors }>(apiId);
      return found?.allowOrigins ?? found?.AllowOrigins ?? [];
    },

    async functions(): Promise<DeployedFunction[]> {
      const answer = JSON.parse(await ask({ service: 'lambda', path: '/2015-03-31/functions/' }));
      return answer.Functions.map(({ Description, Role }: Record<string, string>) => ({
        description: Description ?? '',
        role: Role?.split('/').at(-1) ?? '',
      }));
    },

    /** Makes a user who may do what a policy says. @returns the environment variables of its access key */
    async userWith(PolicyDocument: string): Promise<Record<string, string>> {
      const UserName = 'deployer';
      await iam('CreateUser', { UserName });
      await iam('PutUserPolicy', { UserName, PolicyName: 'deployer', PolicyDocument });
      const key = await iam('CreateAccessKey', { UserName });
      const [, AWS_ACCESS_KEY_ID = ''] = /<AccessKeyId>([^<]+)/.exec(key) ?? [];
      const [, AWS_SECRET_ACCESS_KEY = ''] = /<SecretAccessKey>([^<]+)/.exec(key) ?? [];
      return { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
    },

    /** Takes a right away from a role, whatever else grants it. */
    deny: (RoleName: string, action: string, resource: string) =>
      iam('PutRolePolicy', {
        RoleName,
        PolicyName: 'rehearsal',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Action: action, Resource: resource }],
        }),
      }),

    /** Gives it back. */
    allow: (RoleName: string) => iam('DeleteRolePolicy', { RoleName, PolicyName: 'rehearsal' }),

    /** Takes away the policy of CDK's bucket, which denies whatever comes over plain HTTP, as all does here. */
    openBucket: () =>
      ask({
        service: 's3',
        method: 'DELETE',
        path: `/cdk-hnb659fds-assets-000000000000-${region}`,
        query: { policy: '' },
      }),
  };
}

export type Account = ReturnType<typeof account>;
