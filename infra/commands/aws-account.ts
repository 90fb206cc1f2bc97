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

/** A stack that can be updated. */
export type DeployedStack = {
  /** The region that its tables are made in. */
  readonly home: string | undefined;
};

/** A table as it is. */
export type DeployedTable = {
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

  /** Where a service is: what its own variable or that of all services says, as the SDK reads them, or AWS. */
  function endpointOf(service: string): string {
    const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    return (
      environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
      environment.AWS_ENDPOINT_URL ||
      `https://${service}.${region}.${suffix}`
    );
  }

  /** Sends a signed POST. */
  async function ask(service: 'ssm' | 'cloudformation', headers: Record<string, string>, body: string) {
    const url = new URL(endpointOf(service));
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
    throw new AwsRefusal(...reasonOf(answer, response.status));
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

/** The code and the reason of a refusal. SSM answers in JSON, CloudFormation in XML. */
function reasonOf(answer: string, status: number): [code: string, reason: string] {
  const { __type, message, Message } = parsed(answer);
  const [, codeInXml] = /<Code>(\w+)/.exec(answer) ?? [];
  const [, reasonInXml] = /<Message>([^<]+)/.exec(answer) ?? [];
  const code = typeof __type === 'string' ? __type.replace(/.*#/, '') : codeInXml;
  return [code ?? `HTTP ${status}`, String(message ?? Message ?? reasonInXml ?? 'it does not say why')];
}

function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

const unless =
  <Otherwise>(code: string, otherwise: Otherwise) =>
  (error: unknown): Otherwise => {
    if (error instanceof AwsRefusal && error.code === code) return otherwise;
    throw error;
  };
