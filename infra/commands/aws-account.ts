import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import type { Arguments } from './arguments.ts';
import { AwsRefusal, signedPost } from './signed-post.ts';

/** A stack that can be updated. */
export type DeployedStack = {
  /** The region that its tables are made in. */
  readonly home: string | undefined;
};

/** A table as it is. */
type DeployedTable = {
  /** The regions that it is replicated to beside its own. */
  readonly replicas: readonly string[];
  /** Whether DynamoDB refuses to delete it. */
  readonly isProtected: boolean;
};

/**
 * The questions that a deployment asks an account beforehand. DynamoDB has its client here; for two questions to two
 * other services, their clients would be 10 MB more to install, so these requests are signed by hand.
 */
export function awsAccount(region: string, { profile, environment }: Pick<Arguments, 'profile' | 'environment'>) {
  const dynamodb = new DynamoDBClient({ region, maxAttempts: 2, ...(profile && { profile }) });

  const ask = (service: 'ssm' | 'cloudformation', headers: Readonly<Record<string, string>>, body: string) => {
    const { credentials, sha256 } = dynamodb.config;
    return signedPost({ service, region, credentials, sha256, environment }, headers, body);
  };

  return {
    /** Rejects where there are none. */
    credentials: () => dynamodb.config.credentials(),

    /** Whether `cdk bootstrap` has prepared the region. */
    async isBootstrapped(): Promise<boolean> {
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.GetParameter' };
      const body = JSON.stringify({ Name: '/cdk-bootstrap/hnb659fds/version' });
      return ask('ssm', headers, body).then(() => true, unless('ParameterNotFound', false));
    },

    /** The stack of that name, if there is one that can be updated. */
    async stack(StackName: string): Promise<DeployedStack | undefined> {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams({ Action: 'DescribeStacks', Version: '2010-05-15', StackName }).toString();
      const answer = await ask('cloudformation', headers, body).catch(unless('ValidationError', ''));
      const [, status] = /<StackStatus>(\w+)/.exec(answer) ?? [];
      if (status === undefined || ['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE'].includes(status)) return undefined;
      const outputs = answer.match(/<member>\s*<Output(Key|Value)>.*?<\/member>/gs) ?? [];
      const home = outputs.find((output) => output.includes('<OutputKey>Home</OutputKey>'));
      return { home: /<OutputValue>([^<]+)/.exec(home ?? '')?.[1] };
    },

    /** A table, or undefined where there is none of that name. */
    async table(TableName: string): Promise<DeployedTable | undefined> {
      try {
        const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
        const regions = (Table?.Replicas ?? []).flatMap(({ RegionName = region }) => RegionName);
        return {
          replicas: regions.filter((one) => one !== region),
          isProtected: Table?.DeletionProtectionEnabled ?? false,
        };
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
  };
}

const unless =
  <Otherwise>(code: string, otherwise: Otherwise) =>
  (error: unknown): Otherwise => {
    if (error instanceof AwsRefusal && error.code === code) return otherwise;
    throw error;
  };
