import { describe, expect, it } from '@jest/globals';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { synthesize } from '../../infra/synthesize.ts';

const everything = { regions: 'us-east-1,ap-northeast-1', alarms: 'ops@example.com', tracing: 'true' };

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
