import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';

/** An AWS account, as far as the preflight asks for it. */
export type Account = {
  readonly bootstrapped?: boolean;
  /** The regions that have a stack. */
  readonly stacks?: readonly string[];
  /** The region that those stacks have their home in; us-east-1 unless said. */
  readonly home?: string;
  /** The tables there are, each with the regions that it is replicated to: in every region, or by region. */
  readonly tables?: Readonly<Record<string, readonly string[]>>;
  readonly tablesIn?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Whether its tables are protected against deletion. */
  readonly protects?: boolean;
  /** The code with which every question is refused. */
  readonly refuses?: string;
  /** Whether its JSON has blanks in it. */
  readonly spaced?: boolean;
};

/** What answers in place of AWS, for the account as it is at each question. */
export const serverOf = (account: () => Account): Server =>
  createServer(async (request, response) => {
    const [status, answer] = await answerOf(account(), request);
    response.statusCode = status;
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer, null, account().spaced ? 2 : 0));
  });

type Answer = readonly [status: number, body: object | string];

/** SSM and DynamoDB answer in JSON, CloudFormation in XML. */
async function answerOf({ refuses, ...rest }: Account, request: IncomingMessage): Promise<Answer> {
  const target = request.headers['x-amz-target'];
  if (refuses) return [400, { __type: refuses, message: 'no' }];
  if (target === 'AmazonSSM.GetParameter') return parameter(rest);
  const [, region = ''] = /\/\d{8}\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (target === 'DynamoDB_20120810.DescribeTable') {
    return table(rest, region, (await json(request)) as { TableName: string });
  }
  return stack(rest, region);
}

const parameter = ({ bootstrapped }: Account): Answer =>
  bootstrapped ? [200, { Parameter: {} }] : [400, { __type: 'ParameterNotFound' }];

function table(
  { tables = {}, tablesIn = {}, protects = false }: Account,
  region: string,
  { TableName }: { TableName: string },
): Answer {
  const replicas = { ...tables, ...tablesIn[region] }[TableName];
  if (!replicas) return [400, { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: '-' }];
  const Replicas = replicas.map((RegionName) => ({ RegionName }));
  return [200, { Table: { TableName, Replicas, DeletionProtectionEnabled: protects } }];
}

function stack({ stacks = [], home = 'us-east-1' }: Account, region: string): Answer {
  const output = (key: string, value: string) =>
    `<member>\n<OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`;
  if (stacks.includes(region)) {
    const outputs = `<Outputs>${output('Url', 'https://example.com')}${output('Home', home)}</Outputs>`;
    return [200, `<member>${outputs}<StackStatus>CREATE_COMPLETE</StackStatus></member>`];
  }
  return [400, '<Error><Code>ValidationError</Code><Message>Stack does not exist</Message></Error>'];
}
