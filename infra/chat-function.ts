import { join } from 'node:path';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '../lib/routes.ts';
import { bundleOptions, entryOf, nodeOptions } from './bundle.ts';
import type { Call } from './calls.ts';
import { projectRoot } from './project-root.ts';

/** `users` hashes, with the one whole vCPU that 1,769 MB buy; the others mostly wait for DynamoDB. */
const megabytes = { users: 1769, 'send-message': 1024, 'fetch-messages': 1024 } as const satisfies Record<
  FunctionName,
  number
>;

const thinSourceMap = join(import.meta.dirname, 'thin-source-map.ts');

/** {@link bundleOptions} as CDK takes them. */
const bundling: BundlingOptions = {
  target: bundleOptions.target,
  format: OutputFormat.ESM,
  mainFields: bundleOptions.mainFields,
  minify: bundleOptions.minify,
  sourceMap: bundleOptions.sourcemap,
  sourcesContent: bundleOptions.sourcesContent,
  externalModules: bundleOptions.external,
  bundleAwsSDK: true,
  logLevel: LogLevel.WARNING,
  commandHooks: {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_, folder) => [`node "${thinSourceMap}" "${join(folder, 'index.mjs.map')}"`],
  },
};

/** What cdk-nag finds, and why it is meant so. */
const findings = {
  traced: {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources: AWS takes nothing but * here.',
  },
  untraced: {
    id: 'Serverless-LambdaTracing',
    reason: 'Traces are for whoever asks for them: a small deployment would pay more for them than for all the rest.',
  },
  withoutDeadLetters: {
    id: 'Serverless-LambdaDLQ',
    reason: 'API Gateway invokes the function and waits: there is no asynchronous event that could be lost.',
  },
};

export type ChatFunctionProps = {
  readonly name: FunctionName;
  readonly architecture: 'arm64' | 'x86_64';
  /** Whether X-Ray traces it. */
  readonly isTraced: boolean;
  readonly environment: Readonly<Record<string, string>>;
};

/** One of the functions, with all that they share, and the right to make the calls that it is granted. */
export class ChatFunction extends Construct {
  readonly lambda: NodejsFunction;

  constructor(scope: Construct, id: string, { name, architecture, isTraced, environment }: ChatFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      // What the logs say is of no use without the stack, and nobody would know to delete them.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of its own, since the one that AWS manages may write to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    this.lambda = new NodejsFunction(this, 'Function', {
      description: `Duologue: ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize: megabytes[name],
      // Twice what a request may take, and less than the 29 s after which API Gateway gives up.
      timeout: Duration.seconds(10),
      environment: { ...environment, ...nodeOptions },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: isTraced ? Tracing.ACTIVE : Tracing.DISABLED,
      entry: entryOf(name),
      projectRoot,
      depsLockFilePath: `${projectRoot}/package-lock.json`,
      bundling,
    });

    Validations.of(this).acknowledge(isTraced ? findings.traced : findings.untraced, findings.withoutDeadLetters);
  }

  /** Lets the function make these calls on one table. */
  grant(tableArn: string, calls: readonly Call[]): void {
    const actions = calls.map((call) => `dynamodb:${call}`);
    this.lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [tableArn] }));
  }
}
