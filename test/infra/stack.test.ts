import { describe, expect, it } from '@jest/globals';
import { type App, Validations } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { calls } from '../../infra/calls.ts';
import { synthesize } from '../../infra/synthesize.ts';
import { routes } from '../../lib/routes.ts';
import { type Table, tables } from '../../lib/tables.ts';
import { template } from '../support/synthesize.ts';
import { functionIds, grants, inTwoRegions, listed, properties, resources, statements } from './resources.ts';

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

  it('lets sessions, notes of sends and attempts expire, and nothing else; it has no indexes', () => {
    const made = properties(stack, 'AWS::DynamoDB::GlobalTable');

    const expiring = made.filter(({ TimeToLiveSpecification }) => TimeToLiveSpecification);
    expect(
      Object.fromEntries(
        expiring.map(({ TableName, TimeToLiveSpecification }) => [TableName, TimeToLiveSpecification.AttributeName]),
      ),
    ).toEqual({ 'Duologue-Sessions': 'expiresAt', 'Duologue-Sends': 'expiresAt', 'Duologue-Attempts': 'expiresAt' });
    for (const table of made) expect(Object.keys(table).join()).not.toContain('Index');
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
});

const everything = { ...inTwoRegions, alarms: 'ops@example.com', tracing: 'true' };

const findings = (app: App) =>
  [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap((pack) => pack.validateScope(app).violations);

const acknowledgements = (app: App): [rule: string, reason: string][] =>
  app.node
    .findAll()
    .flatMap((construct) => construct.node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.entries(data));

describe('cdk-nag, with its AwsSolutions and Serverless packs', () => {
  it.each([{}, everything])('finds nothing that is not acknowledged: %o', (settings) => {
    const { app } = synthesize(settings);

    expect(findings(app)).toEqual([]);
  });

  it('is told why, for each of at most six rules', () => {
    const { app } = synthesize(everything);

    const acknowledged = acknowledgements(app);

    expect(new Set(acknowledged.map(([rule]) => rule)).size).toBeLessThanOrEqual(6);
    for (const [, reason] of acknowledged) expect(reason).toMatch(/^(\S+ ){8}/);
  });
});
