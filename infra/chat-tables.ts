import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type KeyAttribute, type Table, type TableName, tableName, tables } from '../lib/tables.ts';

/** A table, made here or referred to. With `exactOptionalPropertyTypes` CDK's class is not assignable to its interface. */
export type ChatTable = ReturnType<typeof TableV2.fromTableName> | TableV2;

export type ChatTablesProps = {
  /** The name of the stack: the prefix of every table's name, in every region. */
  readonly prefix: string;
  /** Whether the tables outlive the stack. */
  readonly keep: boolean;
  /** The regions that the tables are replicated to, beside this one. */
  readonly replicas: readonly string[];
  /** The one of them whose tables are to be deleted next, and so are not protected. */
  readonly leaving?: string | undefined;
  /** The region whose stack made the tables that are replicated to this one; none: they are made here. */
  readonly replicatedFrom?: string | undefined;
};

/**
 * The tables of the schema, by name. In a region that the home region replicates to, only those that stay local to a
 * region are made; the others are referred to.
 */
export class ChatTables extends Construct {
  readonly byName: Readonly<Record<TableName, ChatTable>>;

  constructor(scope: Construct, id: string, props: ChatTablesProps) {
    super(scope, id);
    const entries = Object.entries(tables).map(([name, table]) => [name, this.table(name as TableName, table, props)]);
    this.byName = Object.fromEntries(entries);
  }

  private table(name: TableName, table: Table, props: ChatTablesProps): ChatTable {
    const physicalName = tableName(props.prefix, name);
    const replicated = !table.regional;
    if (replicated && props.replicatedFrom) return TableV2.fromTableName(this, name, physicalName);
    return new TableV2(this, name, {
      // The one physical name in the stack: the handlers know their tables by it, and adding a region replaces nothing.
      tableName: physicalName,
      partitionKey: attribute(table.partitionKey),
      ...(table.sortKey && { sortKey: attribute(table.sortKey) }),
      ...(table.timeToLive && { timeToLiveAttribute: table.timeToLive }),
      billing: Billing.onDemand(),
      // Encrypted at rest with a key that DynamoDB owns (in the template: no SSE of its own): free, and in any region.
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.keep,
      removalPolicy: props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(replicated && {
        replicas: props.replicas.map((region) => ({
          region,
          ...(region === props.leaving && { deletionProtection: false }),
        })),
      }),
    });
  }
}

const attribute = ({ name, type }: KeyAttribute) => ({
  name,
  type: type === 'S' ? AttributeType.STRING : AttributeType.NUMBER,
});
