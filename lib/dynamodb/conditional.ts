import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TableName } from '../tables.ts';
import type { Dynamodb } from './client.ts';

/** Whether a conditional write took place: false where its condition failed. Any other error is thrown. */
export async function tookPlace(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** An item to be put where a condition holds. The values are those that the condition names. */
type ConditionalPut = {
  readonly table: TableName;
  readonly item: Readonly<Record<string, unknown>>;
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>>;
};

/**
 * Puts an item where a condition holds: 1 write unit. Whether the item that is stored now is this one.
 *
 * Each put has a nonce of its own, which all attempts of the SDK's at it share. An attempt that meets what an earlier one
 * wrote, whose answer was lost, is a success. One that was held back and lands after the item has changed meets another
 * nonce, and fails: whoever changes such an item must replace its nonce.
 */
export function putIf({ send, table }: Dynamodb, { table: name, item, condition, values }: ConditionalPut) {
  const nonce = randomUUID();
  return tookPlace(
    send(
      new PutCommand({
        TableName: table(name),
        Item: { ...item, nonce },
        ConditionExpression: `${condition} OR nonce = :nonce`,
        ExpressionAttributeValues: { ...values, ':nonce': nonce },
      }),
    ),
  );
}
