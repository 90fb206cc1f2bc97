import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type FunctionName, functionNames } from '../lib/routes.ts';
import {
  BOOKMARKS_GENERATION_VARIABLE,
  HOME_REGION_VARIABLE,
  TABLE_PREFIX_VARIABLE,
  type TableName,
  tableName,
} from '../lib/tables.ts';
import { type Calls, calls, callsAway, callsHome } from './calls.ts';
import { ChatApi } from './chat-api.ts';
import { ChatFunction } from './chat-function.ts';
import { ChatTables } from './chat-tables.ts';
import { Operations } from './operations.ts';
import type { Settings } from './settings.ts';

export type DuologueStackProps = {
  readonly settings: Settings;
  /** The region to deploy to; none: that of the credentials. */
  readonly region?: string | undefined;
};

/** Duologue in one region: an HTTP API, three functions, the tables. */
export class DuologueStack extends Stack {
  readonly functions: Readonly<Record<FunctionName, ChatFunction>>;

  constructor(scope: Construct, id: string, { settings, region }: DuologueStackProps) {
    super(scope, id, {
      stackName: settings.name,
      description: 'Duologue: a chat backend for two people',
      ...(region && { env: { region } }),
    });
    const others = settings.regions.filter((other) => other !== region);
    const home = settings.regions[0] === region ? undefined : settings.regions[0];

    const tables = new ChatTables(this, 'Tables', {
      prefix: settings.name,
      keep: settings.removal === 'keep',
      replicas: others,
      leaving: settings.leaving,
      replicatedFrom: home,
    });
    const functions = functionNames.map((name) => [
      name,
      new ChatFunction(this, pascalCase(name), {
        name,
        architecture: settings.architecture,
        isTraced: settings.tracing,
        environment: {
          [TABLE_PREFIX_VARIABLE]: settings.name,
          ...(home && { [HOME_REGION_VARIABLE]: home }),
          ...(name === 'fetch-messages' && { [BOOKMARKS_GENERATION_VARIABLE]: settings.bookmarks }),
        },
      }),
    ]);
    this.functions = Object.fromEntries(functions);
    const api = new ChatApi(this, 'Api', { functions: this.functions, allowOrigins: settings.allowOrigins });

    this.grant(home ? callsAway : calls, (table) => tables.byName[table].tableArn);
    if (home) this.grant(callsHome, (table) => this.tableArnIn(home, tableName(settings.name, table)));

    if (settings.alarms || others.length > 0) {
      new Operations(this, 'Operations', {
        email: settings.alarms,
        api: api.http,
        functions: this.functions,
        tables: tables.byName,
        replicas: others,
      });
    }

    const url = api.http.apiEndpoint;
    new CfnOutput(this, 'Url', { value: url });
    // What a later deployment compares its own home with, before it would move the tables.
    new CfnOutput(this, 'Home', { value: home ?? this.region });
    new CfnOutput(this, 'Try', {
      value:
        `curl -i ${url}/users -H 'content-type: application/json' ` +
        `-d '{"username":"alice","password":"correct horse"}'`,
    });
  }

  private grant(granted: Calls, arnOf: (table: TableName) => string): void {
    for (const name of functionNames) {
      for (const [table, tableCalls] of Object.entries(granted[name])) {
        this.functions[name].grant(arnOf(table as TableName), tableCalls);
      }
    }
  }

  private tableArnIn(region: string, resourceName: string): string {
    return this.formatArn({ service: 'dynamodb', region, resource: 'table', resourceName });
  }
}

const pascalCase = (name: string) => name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
