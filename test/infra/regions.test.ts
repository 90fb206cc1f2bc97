import { describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { calls, callsAway, callsHome } from '../../infra/calls.ts';
import { type FunctionName, routes } from '../../lib/routes.ts';
import { type Table, tables } from '../../lib/tables.ts';
import { readmeAt, sectionOf } from '../readme/readmes.ts';
import { template, templates } from '../support/synthesize.ts';
import {
  functionIds,
  grants,
  inTwoRegions,
  listed,
  properties,
  regionalTables,
  replicatedTables,
  resources,
} from './resources.ts';

describe('a deployment to two regions', () => {
  const [home, away] = templates(inTwoRegions) as [Template, Template];

  it('keeps the logical id, the name and the key of each table, so that nothing is replaced', () => {
    const keysOf = (of: Template) =>
      resources(of, 'AWS::DynamoDB::GlobalTable').map(([id, { Properties }]) => [
        id,
        Properties.TableName,
        Properties.KeySchema,
      ]);

    expect(keysOf(home)).toHaveLength(Object.keys(tables).length);
    expect(keysOf(home)).toEqual(keysOf(template()));
  });

  it('replicates the tables that are not regional', () => {
    for (const { TableName, Replicas } of properties(home, 'AWS::DynamoDB::GlobalTable')) {
      const table: Table = tables[TableName.slice('Duologue-'.length) as keyof typeof tables];
      const regions = Replicas.map(({ Region }: { Region: string }) => Region).sort();
      expect(regions).toEqual(table.regional ? ['us-east-1'] : ['ap-northeast-1', 'us-east-1']);
      for (const replica of Replicas) {
        expect(replica).toMatchObject({
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
        });
      }
    }
  });

  it('makes only the regional tables in the other region, with an API and functions of its own', () => {
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

  it.each(Object.entries(functionIds) as [FunctionName, string][])(
    'lets %s take and look up names in the home region',
    (name, id) => {
      expect(grants(home, id).sort()).toEqual(listed(calls[name]).sort());
      expect(grants(away, id).sort()).toEqual([...listed(callsAway[name]), ...listed(callsHome[name], 'home ')].sort());
      expect(grants(away, 'Users')).not.toContain('PutItem Users');
    },
  );
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
    expect(new Set(alarms.map(({ Threshold }) => Threshold))).toEqual(new Set([3 * 60_000]));
    expect(alarms).toHaveLength(replicatedTables.length);
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
    const watched = properties(home, 'AWS::CloudWatch::Alarm').map((alarm) => JSON.stringify(alarm));

    const count = (name: string) => watched.filter((one) => one.includes(name)).length;
    expect(count('"MetricName":"Errors"')).toBe(3);
    expect(count('"MetricName":"Throttles"')).toBe(3);
    expect(count('"MetricName":"Duration"')).toBe(3);
    expect(count('"MetricName":"5xx"')).toBe(1);
    expect(count('"MetricName":"Latency"')).toBe(1);
    expect(count('FILL(reads')).toBe(Object.keys(tables).length);
    expect(count('"MetricName":"ReplicationLatency"')).toBe(replicatedTables.length);
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
