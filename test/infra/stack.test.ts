import { describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { calls, callsAway, callsHome } from '../../infra/calls.ts';
import { routes } from '../../lib/routes.ts';
import { type Table, tables } from '../../lib/tables.ts';
import { readmeAt, sectionOf } from '../readme/readmes.ts';
import { template, templates } from '../support/synthesize.ts';

type Statement = { Action: string | string[]; Resource: unknown; Effect: string };
// biome-ignore lint/suspicious/noExplicitAny: the properties of any CloudFormation resource, as they come out of JSON.
type Resource = { Properties: Record<string, any>; DependsOn?: string[]; DeletionPolicy?: string };

const resources = (of: Template, type: string) => Object.entries(of.findResources(type) as Record<string, Resource>);
const properties = (of: Template, type: string) => resources(of, type).map(([, { Properties }]) => Properties);
const functionIds = { users: 'Users', 'send-message': 'SendMessage', 'fetch-messages': 'FetchMessages' } as const;
const inTwoRegions = { regions: 'us-east-1,ap-northeast-1' };
const regional = (table: Table) => table.regional === true;

const statements = (of: Template, functionId = ''): Statement[] =>
  resources(of, 'AWS::IAM::Policy')
    .filter(([id]) => id.startsWith(functionId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);

/** What a function may do with tables: `GetItem Users`, and `GetItem home Users` where that is another region's. */
const grants = (of: Template, functionId: string): string[] =>
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

const listed = (byTable: Readonly<Record<string, readonly string[]>>, where = '') =>
  Object.entries(byTable).flatMap(([table, names]) => names.map((name) => `${name} ${where}${table}`));

describe('a deployment to one region', () => {
  const stack = template();

  it('tells the function that reads bookmarks, and no other, their generation', () => {
    const told = (of: Template) =>
      Object.entries(functionIds).map(([name, id]) => {
        const [, lambda] = resources(of, 'AWS::Lambda::Function').find(([logicalId]) => logicalId.startsWith(id)) ?? [];
        return [name, lambda?.Properties.Environment.Variables.BOOKMARKS_GENERATION];
      });

    expect(Object.fromEntries(told(stack))).toEqual({ 'fetch-messages': '1' });
    expect(Object.fromEntries(told(template({ bookmarks: '2' })))).toEqual({ 'fetch-messages': '2' });
  });

  it('has three functions on Node 24 and arm64, with 10 s and JSON logs, and without traces', () => {
    const functions = properties(stack, 'AWS::Lambda::Function');

    expect(functions).toHaveLength(3);
    for (const one of functions) {
      expect(one).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Timeout: 10,
        LoggingConfig: { LogFormat: 'JSON' },
        Environment: { Variables: { TABLE_PREFIX: 'Duologue', NODE_OPTIONS: '--enable-source-maps' } },
      });
      expect(one).not.toHaveProperty('ReservedConcurrentExecutions');
      expect(one).not.toHaveProperty('TracingConfig');
    }
  });

  it('has traces where they are asked for', () => {
    for (const one of properties(template({ tracing: 'true' }), 'AWS::Lambda::Function')) {
      expect(one).toMatchObject({ TracingConfig: { Mode: 'Active' } });
    }
  });

  it('gives a whole vCPU to the function that hashes', () => {
    stack.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'Duologue: users',
      MemorySize: 1769,
    });
  });

  it('has the routes of the one table, each leading to its function', () => {
    const integrations = Object.fromEntries(resources(stack, 'AWS::ApiGatewayV2::Integration'));
    const routed = properties(stack, 'AWS::ApiGatewayV2::Route').map(({ RouteKey, Target }) => {
      const { IntegrationUri } = integrations[Target['Fn::Join'][1][1].Ref]?.Properties ?? {};
      return [RouteKey, IntegrationUri['Fn::GetAtt'][0].replace(/Function\w{8}$/, '')];
    });

    const expected = routes.map((route) => [`${route.method} ${route.path}`, functionIds[route.function]]);
    expect(routed.sort()).toEqual(expected.sort());
    for (const { PayloadFormatVersion } of properties(stack, 'AWS::ApiGatewayV2::Integration')) {
      expect(PayloadFormatVersion).toBe('2.0');
    }
  });

  it.each(Object.entries(functionIds))('lets %s make its own calls and no other', (name, id) => {
    expect(grants(stack, id).sort()).toEqual(listed(calls[name as keyof typeof calls]).sort());
  });

  it('grants nothing on any table to all, and nothing at all to anybody, but where AWS knows no resources', () => {
    const all = statements(template({ tracing: 'true' }));

    const resourcesOf = ({ Resource }: (typeof all)[number]) => JSON.stringify(Resource);
    const withWildcard = all.filter((statement) => resourcesOf(statement).includes('*'));
    expect(statements(stack).filter((statement) => resourcesOf(statement).includes('*'))).toEqual([]);
    expect(all.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    expect(all.every(({ Effect }) => Effect === 'Allow')).toBe(true);
    // X-Ray's two actions take no resource but "*": https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    expect(new Set(withWildcard.flatMap(({ Action }) => Action))).toEqual(
      new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']),
    );
  });

  it('uses no policy that AWS manages', () => {
    for (const role of properties(stack, 'AWS::IAM::Role')) expect(role).not.toHaveProperty('ManagedPolicyArns');
  });

  it('lets only its own API invoke a function, each by its own routes', () => {
    const permissions = properties(stack, 'AWS::Lambda::Permission');

    expect(permissions).toHaveLength(routes.length);
    for (const { Principal, SourceArn } of permissions) {
      expect(Principal).toBe('apigateway.amazonaws.com');
      expect(SourceArn['Fn::Join'][1].at(-1)).toMatch(
        /^\/\*\/\*\/(users|users\/me|users\/me\/password|sessions|messages|conversations|receipts)$/,
      );
    }
  });

  it('throttles the API, and more so what hashes, once these routes are there', () => {
    const [[, stage] = []] = resources(stack, 'AWS::ApiGatewayV2::Stage');

    const { DefaultRouteSettings, RouteSettings } = stage?.Properties ?? {};
    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 });
    expect(RouteSettings).toEqual({
      'POST /users': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
      'PUT /users/me/password': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
      'POST /sessions': { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    });
    const routeIds = resources(stack, 'AWS::ApiGatewayV2::Route').map(([id]) => id);
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(routeIds));
  });

  it('writes an access log of JSON, with the id that problems carry', () => {
    const [stage] = properties(stack, 'AWS::ApiGatewayV2::Stage');

    const { requestId, ...line } = JSON.parse(stage?.AccessLogSettings.Format);
    expect(requestId).toBe('$context.requestId');
    // Nothing that a client says in a header or a query stands in a log: a token would, or a name.
    expect(Object.values(line).sort()).toEqual(
      [
        'identity.sourceIp',
        'identity.userAgent',
        'integrationErrorMessage',
        'integrationLatency',
        'integrationStatus',
        'requestTime',
        'responseLatency',
        'responseLength',
        'routeKey',
        'status',
      ].map((name) => `$context.${name}`),
    );
  });

  it('lets in the headers of section 1 from any origin', () => {
    stack.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: {
        AllowOrigins: ['*'],
        AllowMethods: ['POST', 'PUT', 'DELETE', 'GET'],
        AllowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
        ExposeHeaders: ['Link', 'Retry-After', 'Idempotent-Replayed'],
      },
    });
  });

  it('keeps four logs for a month, and deletes them with the stack', () => {
    const logs = resources(stack, 'AWS::Logs::LogGroup');

    expect(logs).toHaveLength(4);
    for (const [, { Properties, DeletionPolicy }] of logs) {
      expect(Properties.RetentionInDays).toBe(30);
      expect(DeletionPolicy).toBe('Delete');
    }
  });

  it('says where it is and what to try', () => {
    stack.hasOutput('Url', {});
    stack.hasOutput('Try', {});
  });

  it('gives no physical name to anything but tables', () => {
    const { Resources } = stack.toJSON() as { Resources: Record<string, { Type: string; Properties?: object }> };
    const named = Object.values(Resources).filter(({ Properties = {} }) =>
      ['TableName', 'FunctionName', 'RoleName', 'LogGroupName', 'BucketName'].some((key) => {
        return typeof (Properties as Record<string, unknown>)[key] === 'string';
      }),
    );

    expect(new Set(named.map(({ Type }) => Type))).toEqual(new Set(['AWS::DynamoDB::GlobalTable']));
  });

  it('is reached over IPv4 and IPv6', () => {
    stack.hasResourceProperties('AWS::ApiGatewayV2::Api', { IpAddressType: 'dualstack' });
  });

  it('has nothing of other regions, of alarms or of a home region', () => {
    const text = JSON.stringify(stack.toJSON());

    expect(text).not.toMatch(/HOME_REGION|StreamSpecification|AWS::CloudWatch|AWS::SNS/);
    for (const { Replicas } of properties(stack, 'AWS::DynamoDB::GlobalTable')) {
      expect(Replicas.map(({ Region }: { Region: unknown }) => Region)).toEqual([{ Ref: 'AWS::Region' }]);
    }
  });
});

describe.each(Object.entries(tables) as [string, Table][])('the table %s', (name, schema) => {
  const found = (of: Template) =>
    resources(of, 'AWS::DynamoDB::GlobalTable').find(([, one]) => one.Properties.TableName === `Duologue-${name}`);

  it('is on demand, restorable and as the schema says', () => {
    const [, table] = found(template()) ?? [];

    const keys = [schema.partitionKey, ...(schema.sortKey ? [schema.sortKey] : [])];
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys.map((key, index) => ({ AttributeName: key.name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: key.type })),
      Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
    });
    expect(table?.Properties.TimeToLiveSpecification).toEqual(
      schema.timeToLive ? { AttributeName: schema.timeToLive, Enabled: true } : undefined,
    );
  });

  it('outlives the stack, unless it is to be destroyed', () => {
    const [, kept] = found(template()) ?? [];
    const [, destroyed] = found(template({ removal: 'destroy' })) ?? [];

    expect(kept).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(kept?.Properties.Replicas[0].DeletionProtectionEnabled).toBe(true);
    expect(destroyed).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    expect(destroyed?.Properties.Replicas[0].DeletionProtectionEnabled).toBe(false);
  });

  it('is called by some function', () => {
    expect(Object.values(calls).some((byTable) => name in byTable)).toBe(true);
  });

  it('keeps its logical id and its key when regions are added, so that nothing is replaced', () => {
    const [home] = templates(inTwoRegions);
    const [before, { Properties: old }] = found(template()) ?? ['', { Properties: {} }];
    const [after, { Properties: now }] = (home && found(home)) ?? ['', { Properties: {} }];

    expect(after).toBe(before);
    expect(now.TableName).toBe(old.TableName);
    expect(now.KeySchema).toEqual(old.KeySchema);
  });
});

describe('a deployment to two regions', () => {
  const [home, away] = templates(inTwoRegions) as [Template, Template];

  it('replicates the tables that are not regional', () => {
    for (const { TableName, Replicas } of properties(home, 'AWS::DynamoDB::GlobalTable')) {
      const isRegional = regional(tables[TableName.slice('Duologue-'.length) as keyof typeof tables]);
      const regions = Replicas.map(({ Region }: { Region: string }) => Region).sort();
      expect(regions).toEqual(isRegional ? ['us-east-1'] : ['ap-northeast-1', 'us-east-1']);
      for (const replica of Replicas) {
        expect(replica).toMatchObject({
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
        });
      }
    }
  });

  it('makes only the regional tables in the other region, with an API and functions of its own', () => {
    const regionalTables = Object.values(tables as Record<string, Table>).filter(regional);

    away.resourceCountIs('AWS::DynamoDB::GlobalTable', regionalTables.length);
    away.resourceCountIs('AWS::ApiGatewayV2::Api', 1);
    away.resourceCountIs('AWS::Lambda::Function', 3);
    away.resourceCountIs('AWS::ApiGatewayV2::Route', routes.length);
  });

  it('tells the functions of the other region, and no other, where the home region is', () => {
    for (const { Environment } of properties(away, 'AWS::Lambda::Function')) {
      expect(Environment.Variables).toMatchObject({ TABLE_PREFIX: 'Duologue', HOME_REGION: 'us-east-1' });
    }
    for (const { Environment } of properties(home, 'AWS::Lambda::Function')) {
      expect(Environment.Variables).not.toHaveProperty('HOME_REGION');
    }
  });

  it.each(Object.entries(functionIds))('lets %s take and look up names in the home region', (key, id) => {
    const name = key as keyof typeof calls;

    expect(grants(home, id).sort()).toEqual(listed(calls[name]).sort());
    expect(grants(away, id).sort()).toEqual([...listed(callsAway[name]), ...listed(callsHome[name], 'home ')].sort());
    expect(grants(away, 'Users')).not.toContain('PutItem Users');
  });
});

describe('a deployment that is leaving a region', () => {
  const leaving = templates({ ...inTwoRegions, leaving: 'ap-northeast-1' });

  it('keeps the replicas there for the last time, and lets them be deleted', () => {
    for (const { Replicas } of properties(leaving[0], 'AWS::DynamoDB::GlobalTable')) {
      for (const { Region, DeletionProtectionEnabled } of Replicas) {
        expect({ Region, DeletionProtectionEnabled }).toEqual({
          Region,
          DeletionProtectionEnabled: Region !== 'ap-northeast-1',
        });
      }
    }
    const regionsOf = (of: Template) => JSON.stringify(of.toJSON()).match(/"Region":"ap-northeast-1"/g)?.length;
    expect(regionsOf(leaving[0])).toBe(regionsOf(templates(inTwoRegions)[0]));
  });

  it('has no stack there any more', () => {
    expect(leaving).toHaveLength(1);
  });
});

describe('more than one region without an address', () => {
  it.each([0, 1])('has the alarms and the dashboard of replication, and tells nobody: stack %i', (index) => {
    const stack = templates(inTwoRegions)[index] as Template;
    const alarms = properties(stack, 'AWS::CloudWatch::Alarm');

    expect(new Set(alarms.map(({ MetricName }) => MetricName))).toEqual(new Set(['ReplicationLatency']));
    expect(alarms).toHaveLength(Object.values(tables as Record<string, Table>).filter((one) => !regional(one)).length);
    for (const alarm of alarms) expect(alarm).not.toHaveProperty('AlarmActions');
    stack.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    stack.resourceCountIs('AWS::SNS::Topic', 0);
  });
});

describe('alarms', () => {
  const [home] = templates({ ...inTwoRegions, alarms: 'ops@example.com' }) as [Template];

  it('tell the given address of trouble and of its end', () => {
    home.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com' });
    for (const { AlarmActions, OKActions } of properties(home, 'AWS::CloudWatch::Alarm')) {
      expect(AlarmActions).toHaveLength(1);
      expect(OKActions).toHaveLength(1);
    }
  });

  it('watch functions, API, tables and replication', () => {
    const replicated = Object.values(tables as Record<string, Table>).filter((table) => !regional(table));
    const watched = properties(home, 'AWS::CloudWatch::Alarm').map((alarm) => JSON.stringify(alarm));

    const count = (name: string) => watched.filter((one) => one.includes(name)).length;
    expect(count('"MetricName":"Errors"')).toBe(3);
    expect(count('"MetricName":"Throttles"')).toBe(3);
    expect(count('"MetricName":"Duration"')).toBe(3);
    expect(count('"MetricName":"5xx"')).toBe(1);
    expect(count('"MetricName":"Latency"')).toBe(1);
    expect(count('FILL(reads')).toBe(Object.keys(tables).length);
    expect(count('"MetricName":"ReplicationLatency"')).toBe(replicated.length);
    home.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  it('cost what the README says: AWS bills each metric, of which a table has two', () => {
    const watched = properties(home, 'AWS::CloudWatch::Alarm')
      .flatMap(({ MetricName, Metrics = [{ MetricStat: MetricName }] }) => Metrics)
      .filter(({ MetricStat }) => MetricStat && MetricStat !== 'ReplicationLatency').length;

    const bill = sectionOf(readmeAt('infra/README.md').text, 'The bill');
    expect(bill).toContain(`(${watched} in each region: $${(watched * 0.1).toFixed(2)})`);
  });
});
