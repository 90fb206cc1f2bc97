import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readArguments } from '../../../infra/commands/arguments.ts';
import { preflight } from '../../../infra/commands/preflight.ts';

/** An AWS account, as far as the preflight asks for it. */
type Account = {
  readonly bootstrapped?: boolean;
  readonly stacks?: readonly string[];
  /** The tables there are, each with the regions that it is replicated to. */
  readonly tables?: Readonly<Record<string, readonly string[]>>;
  /** The code with which every question is refused. */
  readonly refuses?: string;
};

let server: Server;
let account: Account;

beforeEach(async () => {
  server = createServer(async (request, response) => {
    const [status, answer] = await answerOf(account, request);
    response.statusCode = status;
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_SSM: endpoint,
    AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  });
  account = { bootstrapped: true };
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

type Answer = readonly [status: number, body: object | string];

/** SSM and DynamoDB answer in JSON, CloudFormation in XML. */
async function answerOf({ refuses, ...rest }: Account, request: IncomingMessage): Promise<Answer> {
  const target = request.headers['x-amz-target'];
  if (refuses) return [400, { __type: refuses, message: 'no' }];
  if (target === 'AmazonSSM.GetParameter') return parameter(rest);
  if (target === 'DynamoDB_20120810.DescribeTable') return table(rest, (await json(request)) as { TableName: string });
  return stack(rest, request.headers.authorization ?? '');
}

const parameter = ({ bootstrapped }: Account): Answer =>
  bootstrapped ? [200, { Parameter: {} }] : [400, { __type: 'ParameterNotFound' }];

function table({ tables = {} }: Account, { TableName }: { TableName: string }): Answer {
  const replicas = tables[TableName];
  if (!replicas) return [400, { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: '-' }];
  return [200, { Table: { TableName, Replicas: replicas.map((RegionName) => ({ RegionName })) } }];
}

function stack({ stacks = [] }: Account, authorization: string): Answer {
  const [, region = ''] = /\/\d{8}\/([^/]+)\/cloudformation/.exec(authorization) ?? [];
  if (stacks.includes(region)) return [200, '<member><StackStatus>CREATE_COMPLETE</StackStatus></member>'];
  return [400, '<Error><Code>ValidationError</Code><Message>Stack does not exist</Message></Error>'];
}

const flying = (commandLine = '') => preflight(readArguments(commandLine.split(' ').filter(Boolean), process.env));

const tables = (...replicas: string[]) => ({ 'Duologue-Users': replicas, 'Duologue-Messages': replicas });

describe('npm run deploy, before it does anything', () => {
  it('finds nothing wrong with an account that is ready', async () => {
    await expect(flying()).resolves.toBeUndefined();
  });

  it('finds nothing wrong with a stack that is there already', async () => {
    account = { bootstrapped: true, tables: tables(), stacks: ['us-east-1'] };

    await expect(flying()).resolves.toBeUndefined();
  });

  it('names the command that prepares a region', async () => {
    account = { bootstrapped: false };

    await expect(flying('-c name=Chat')).rejects.toThrow(
      'CDK has not been used in us-east-1 yet. Once only, run: npx cdk bootstrap -c name=Chat',
    );
  });

  it('says that the credentials are refused, and by what', async () => {
    account = { refuses: 'ExpiredTokenException' };

    await expect(flying()).rejects.toThrow('AWS cannot be asked in us-east-1: ExpiredTokenException: no');
  });

  it('goes on where it may not ask, since CDK has roles of its own', async () => {
    account = { refuses: 'AccessDeniedException' };

    await expect(flying()).resolves.toBeUndefined();
  });

  it('says how to adopt tables that an earlier deployment has left', async () => {
    account = { bootstrapped: true, tables: tables() };

    await expect(flying('-c alarms=me@example.com')).rejects.toThrow(
      /^us-east-1 still has Duologue-Users, Duologue-Messages from .+ npm run deploy -- -c alarms=me@example.com --import-existing-resources;.+ -c name=\.\.\.$/,
    );
    await expect(flying('--import-existing-resources')).resolves.toBeUndefined();
    await expect(flying('-c name=Another')).resolves.toBeUndefined();
  });

  it('does not delete the tables of a region that still runs', async () => {
    account = { bootstrapped: true, tables: tables('ap-northeast-1'), stacks: ['us-east-1', 'ap-northeast-1'] };

    await expect(flying()).rejects.toThrow(
      /^ap-northeast-1 runs Duologue too, .+ npx cdk destroy Duologue-ap-northeast-1/,
    );
    await expect(flying('-c regions=us-east-1,ap-northeast-1')).resolves.toBeUndefined();
  });

  it('adds one region at a time to tables that exist, and any number to a new deployment', async () => {
    const threeRegions = '-c regions=us-east-1,ap-northeast-1,eu-west-1';
    await expect(flying(threeRegions)).resolves.toBeUndefined();

    account = { bootstrapped: true, tables: tables(), stacks: ['us-east-1'] };

    await expect(flying(threeRegions)).rejects.toThrow(
      /^Duologue-Users cannot gain or lose ap-northeast-1 and eu-west-1/,
    );
    await expect(flying('-c regions=us-east-1,ap-northeast-1')).resolves.toBeUndefined();
  });
});

describe('npm run deploy, without credentials', () => {
  it('says how to sign in', async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent', AWS_REGION: 'us-east-1' });

    await expect(flying()).rejects.toThrow(/^No AWS credentials: sign in with "aws sso login"/);
  });
});
