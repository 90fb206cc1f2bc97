import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamodb } from '../dynamodb/client.ts';
import { tookPlace } from '../dynamodb/conditional.ts';
import type { Username } from '../users/username.ts';
import type { Hour } from './hour.ts';

/** Somebody whom a user has written to, or heard from. */
export type Contact = {
  readonly contact: Username;
  /** The hour of their last message: that of the newest one, or later where a send has failed. */
  readonly activeIn: Hour;
};

export type ContactsStore = ReturnType<typeof contactsStore>;

/** The Contacts table: in which hour each conversation of a user was last active. It is written before the message. */
export function contactsStore({ send, table }: Dynamodb) {
  const TableName = table('Contacts');

  return {
    /** Notes that a contact is active in an hour, unless they were in a later one. Conditional update: 1 write unit. */
    async setActive(username: Username, contact: Username, hour: Hour): Promise<void> {
      await tookPlace(
        send(
          new UpdateCommand({
            TableName,
            Key: { username, contact },
            UpdateExpression: 'SET activeIn = :hour',
            ConditionExpression: 'attribute_not_exists(activeIn) OR activeIn < :hour',
            ExpressionAttributeValues: { ':hour': hour },
          }),
        ),
      );
    },

    /**
     * All contacts of a user, by name, in the portions of at most 1 MB that DynamoDB reads: some 10,000. One query a portion,
     * consistent: 1 read unit for each 40 or so.
     */
    async *of(username: Username): AsyncGenerator<Contact[]> {
      let last: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'username = :username',
            ExpressionAttributeValues: { ':username': username },
            ConsistentRead: true,
            ExclusiveStartKey: last,
          }),
        );
        yield Items.map(({ contact, activeIn }) => ({ contact, activeIn }));
        last = LastEvaluatedKey;
      } while (last);
    },

    /** Removes a contact. Delete: 1 write unit. */
    async remove(username: Username, contact: Username): Promise<void> {
      await send(new DeleteCommand({ TableName, Key: { username, contact } }));
    },
  };
}
