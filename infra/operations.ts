import { Duration, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { FunctionName } from '../lib/routes.ts';
import { type TableName, tables } from '../lib/tables.ts';
import type { ChatFunction } from './chat-function.ts';
import type { ChatTable } from './chat-tables.ts';

const period = Duration.minutes(5);

/** Milliseconds that 99 of 100 calls should stay under. Hashing alone takes some 300. */
const slow = { users: 2000, 'send-message': 1000, 'fetch-messages': 1000, api: 3000 } as const;

/** Milliseconds after which replication counts as fallen behind. It usually takes one second. */
const replicationBehind = Duration.minutes(3).toMilliseconds();

export type OperationsProps = {
  /** Whom to tell; none: replication is watched for those who look, and nothing else is watched. */
  readonly email?: string | undefined;
  readonly api: HttpApi;
  readonly functions: Readonly<Record<FunctionName, ChatFunction>>;
  readonly tables: Readonly<Record<TableName, ChatTable>>;
  /** The other regions that this one's tables are replicated to. */
  readonly replicas: readonly string[];
};

/**
 * Tells somebody by e-mail when Duologue fails, is slow or falls behind, and shows all of it on one dashboard. Without
 * an address it shows replication only: pages are wrong in a region where it has fallen behind, and nothing else tells.
 */
export class Operations extends Construct {
  private readonly topic: Topic | undefined;
  private readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: OperationsProps) {
    super(scope, id);
    this.topic = props.email ? this.topicFor(props.email) : undefined;
    this.dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.days(1) });

    if (this.topic) {
      this.watchApi(props.api);
      for (const [name, { lambda }] of Object.entries(props.functions)) {
        this.watchFunction(name as FunctionName, lambda);
      }
      this.watchTables(props.tables);
    }
    for (const region of props.replicas) this.watchReplication(region, props.tables);
  }

  private topicFor(email: string): Topic {
    const topic = new Topic(this, 'Topic', { displayName: 'Duologue', enforceSSL: true });
    topic.addSubscription(new EmailSubscription(email));
    Validations.of(topic).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'Its one subscriber is an e-mail address; the alarm and its history stay in CloudWatch in any case.',
    });
    return topic;
  }

  private watchApi(api: HttpApi): void {
    const errors = api.metricServerError({ statistic: Stats.SUM, period });
    const latency = api.metricLatency({ statistic: Stats.p(99), period });
    this.alarm('ApiServerErrors', errors, 5, 'The API answered 5xx to more than 5 requests in 5 minutes.');
    this.alarm('ApiSlow', latency, slow.api, `One in a hundred requests took over ${slow.api} ms.`, 3);
    this.show('API', [api.metricCount({ statistic: Stats.SUM, period }), errors], [latency]);
  }

  private watchFunction(name: FunctionName, lambda: ChatFunction['lambda']): void {
    const errors = lambda.metricErrors({ period });
    const throttles = lambda.metricThrottles({ period });
    const duration = lambda.metricDuration({ statistic: Stats.p(99), period });
    this.alarm(`${name}-errors`, errors, 0, `${name} crashed or ran out of time.`);
    this.alarm(`${name}-throttles`, throttles, 0, `${name} was not started: the account's concurrency is used up.`);
    this.alarm(
      `${name}-slow`,
      duration,
      slow[name],
      `One in a hundred calls of ${name} took over ${slow[name]} ms.`,
      3,
    );
    this.show(name, [lambda.metricInvocations({ period }), errors, throttles], [duration]);
  }

  private watchTables(byName: OperationsProps['tables']): void {
    const throttled = Object.entries(byName).map(([name, table]) => {
      const [reads, writes] = [`reads${name}`, `writes${name}`];
      const metric = new MathExpression({
        expression: `FILL(${reads}, 0) + FILL(${writes}, 0)`,
        label: `${name} throttled`,
        usingMetrics: {
          [reads]: table.metric('ReadThrottleEvents', { statistic: Stats.SUM, period }),
          [writes]: table.metric('WriteThrottleEvents', { statistic: Stats.SUM, period }),
        },
        period,
      });
      this.alarm(`${name}-throttled`, metric, 0, `DynamoDB throttled requests to ${name}.`);
      return metric;
    });
    const consumed = Object.entries(byName).flatMap(([name, table]) => [
      table.metricConsumedReadCapacityUnits({ label: `${name} read`, statistic: Stats.SUM, period }),
      table.metricConsumedWriteCapacityUnits({ label: `${name} written`, statistic: Stats.SUM, period }),
    ]);
    this.show('Tables', consumed, throttled);
  }

  private watchReplication(region: string, byName: OperationsProps['tables']): void {
    const replicated = Object.entries(byName).filter(([name]) => !('regional' in tables[name as TableName]));
    const lags = replicated.map(([name, table]) => {
      const lag = new Metric({
        namespace: 'AWS/DynamoDB',
        metricName: 'ReplicationLatency',
        dimensionsMap: { TableName: table.tableName, ReceivingRegion: region },
        statistic: Stats.MAXIMUM,
        period,
      });
      this.alarm(
        `${name}-behind-${region}`,
        lag,
        replicationBehind,
        `Replication of ${name} to ${region} is minutes behind. Once it has caught up, deploy with a number of ` +
          '-c bookmarks never used before.',
      );
      return lag.with({ label: name });
    });
    this.show(`Replication to ${region}, ms`, lags, []);
  }

  private alarm(id: string, metric: IMetric, threshold: number, alarmDescription: string, evaluationPeriods = 1): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      alarmDescription,
      evaluationPeriods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // No traffic is no trouble.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (!this.topic) return;
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }

  private show(title: string, left: IMetric[], right: IMetric[]): void {
    this.dashboard.addWidgets(new GraphWidget({ title, left, right, width: 24, height: 6 }));
  }
}
