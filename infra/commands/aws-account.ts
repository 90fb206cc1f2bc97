import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Arguments } from './arguments.ts';

/** An answer of AWS's that says no: its code, such as `ParameterNotFound`, and its reason. */
export class AwsRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'AwsRefusal';
    this.code = code;
  }
}

/**
 * The questions that a deployment asks an account beforehand. DynamoDB has its client here; for two questions to two
 * other services, their clients would be 10 MB more to install, so these requests are signed by hand.
 */
export function awsAccount(region: string, { profile, environment }: Pick<Arguments, 'profile' | 'environment'>) {
  const dynamodb = new DynamoDBClient({ region, maxAttempts: 2, ...(profile && { profile }) });

  /** Sends a signed POST, with `AWS_ENDPOINT_URL_<SERVICE>` in place of AWS's address where it is set. */
  async function ask(service: 'ssm' | 'cloudformation', headers: Record<string, string>, body: string) {
    const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const endpoint =
      environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? `https://${service}.${region}.${suffix}`;
    const url = new URL(endpoint);
    const { credentials, sha256 } = dynamodb.config;
    const signer = new SignatureV4({ service, region, credentials, sha256 });
    const signed = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: '/',
      headers: { ...headers, host: url.host },
      query: {},
      body,
    });
    const { host: _, ...sent } = signed.headers;
    const response = await fetch(url, { method: 'POST', headers: sent, body, signal: AbortSignal.timeout(10_000) });
    const answer = await response.text();
    if (response.ok) return answer;
    // SSM answers in JSON, CloudFormation in XML.
    const [, code = `HTTP ${response.status}`] = /(?:"__type":"(?:.*#)?|<Code>)(\w+)/.exec(answer) ?? [];
    const [, reason = 'it does not say why'] = /(?:"message":"|<Message>)([^"<]+)/i.exec(answer) ?? [];
    throw new AwsRefusal(code, reason);
  }

  return {
    /** Rejects where there are none. */
    credentials: () => dynamodb.config.credentials(),

    /** Whether `cdk bootstrap` has prepared the region. */
    async isBootstrapped(): Promise<boolean> {
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.GetParameter' };
      const body = JSON.stringify({ Name: '/cdk-bootstrap/hnb659fds/version' });
      return ask('ssm', headers, body).then(() => true, unless('ParameterNotFound', false));
    },

    /** Whether there is a stack of that name that can be updated. */
    async hasStack(StackName: string): Promise<boolean> {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams({ Action: 'DescribeStacks', Version: '2010-05-15', StackName }).toString();
      const answer = await ask('cloudformation', headers, body).catch(unless('ValidationError', ''));
      const [, status] = /<StackStatus>(\w+)/.exec(answer) ?? [];
      return status !== undefined && !['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE'].includes(status);
    },

    /** The regions that a table is replicated to beside this one, or undefined where there is no such table. */
    async replicasOf(TableName: string): Promise<string[] | undefined> {
      try {
        const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
        return (Table?.Replicas ?? []).flatMap(({ RegionName = region }) =>
          RegionName === region ? [] : [RegionName],
        );
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
