import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  IpAddressType,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { cors } from '../lib/http/cors.ts';
import { type FunctionName, routes } from '../lib/routes.ts';
import type { ChatFunction } from './chat-function.ts';
import { hashingRoutes, hashingThrottle, throttle } from './throttles.ts';

/** A line of the access log. `requestId` is what a problem carries as its `instance`. */
const accessLogLine = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
  integrationErrorMessage: '$context.integrationErrorMessage',
  responseLength: '$context.responseLength',
  sourceIp: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
};

export type ChatApiProps = {
  readonly functions: Readonly<Record<FunctionName, ChatFunction>>;
  readonly allowOrigins: readonly string[];
};

/** The HTTP API: the routes of the one table, each with its function, a throttle and a line in the access log. */
export class ChatApi extends Construct {
  readonly http: HttpApi;

  constructor(scope: Construct, id: string, { functions, allowOrigins }: ChatApiProps) {
    super(scope, id);
    this.http = this.api(allowOrigins);
    const httpRoutes = this.routesTo(functions);
    const stage = this.stage();
    // A stage may have settings only for routes that exist already.
    stage.node.addDependency(...httpRoutes);

    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Creating a user and logging in are for strangers; the other routes look the bearer token up themselves.',
    });
  }

  private api(allowOrigins: readonly string[]): HttpApi {
    return new HttpApi(this, 'Http', {
      description: 'Duologue: a chat for two people',
      createDefaultStage: false,
      // Reached over IPv6 as over IPv4, at the same address and price.
      ipAddressType: IpAddressType.DUAL_STACK,
      corsPreflight: {
        allowOrigins: [...allowOrigins],
        allowMethods: [...new Set(routes.map(({ method }) => CorsHttpMethod[method]))],
        allowHeaders: [...cors.allowHeaders],
        exposeHeaders: [...cors.exposeHeaders],
        maxAge: Duration.seconds(cors.maxAge),
      },
    });
  }

  private routesTo(functions: ChatApiProps['functions']): HttpRoute[] {
    const integrations = Object.entries(functions).map(([name, { lambda }]) => [
      name,
      new HttpLambdaIntegration(name, lambda),
    ]);
    const integrationOf: Record<FunctionName, HttpLambdaIntegration> = Object.fromEntries(integrations);
    return routes.map(
      (route) =>
        new HttpRoute(this, `${route.method} ${route.path}`, {
          httpApi: this.http,
          routeKey: HttpRouteKey.with(route.path, HttpMethod[route.method]),
          integration: integrationOf[route.function],
        }),
    );
  }

  private stage(): CfnStage {
    const logGroup = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLogLine)),
      },
    }).node.defaultChild as CfnStage;
    const { rateLimit: ThrottlingRateLimit, burstLimit: ThrottlingBurstLimit } = hashingThrottle;
    stage.routeSettings = Object.fromEntries(
      hashingRoutes.map((key) => [key, { ThrottlingRateLimit, ThrottlingBurstLimit }]),
    );
    return stage;
  }
}
