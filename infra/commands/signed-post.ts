import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';

/** An answer of AWS's that says no: its code, such as `ParameterNotFound`, and its reason. */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Where to ask, and how to sign. */
export type Signing = Pick<DynamoDBClient['config'], 'credentials' | 'sha256'> & {
  readonly service: 'ssm' | 'cloudformation';
  readonly region: string;
  readonly environment: NodeJS.ProcessEnv;
};

/** Sends a signed POST to a service, and gives the body of the answer. @throws AwsRefusal where the service says no */
export async function signedPost(
  { service, region, credentials, sha256, environment }: Signing,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<string> {
  const url = new URL(endpointOf(service, region, environment));
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

/** Where a service is: what its own variable or that of all services says, as the SDK reads them, or AWS. */
function endpointOf(service: string, region: string, environment: NodeJS.ProcessEnv): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return (
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    environment.AWS_ENDPOINT_URL ||
    `https://${service}.${region}.${suffix}`
  );
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
