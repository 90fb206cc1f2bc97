import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectToDynamodb, type Dynamodb } from '../../../lib/dynamodb/client.ts';
import { contactsStore } from '../../../lib/inbox/contacts-store.ts';
import { forgetContacts } from '../../../lib/inbox/forget-contacts.ts';
import type { Hour } from '../../../lib/inbox/hour.ts';
import { receiptsStore } from '../../../lib/inbox/receipts-store.ts';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import { newMessageId, placeOf } from '../../../lib/messages/message.ts';
import type { TableName } from '../../../lib/tables.ts';
import type { Username } from '../../../lib/users/username.ts';
import { type StoreProxy, startProxy } from '../../faults/proxy.ts';
import { aUsername } from '../../support/api.ts';
import { engineEnvironment } from '../../support/engine.ts';

let proxy: StoreProxy;
let dynamodb: Dynamodb;
/** The table from which nothing can be deleted. */
let stuck: TableName | undefined;

beforeAll(async () => {
  proxy = startProxy({
    engine: engineEnvironment().AWS_ENDPOINT_URL_DYNAMODB,
    fateOf: ({ operation, table }) =>
      operation === 'DeleteItem' && table === stuck
        ? { kind: 'fail', error: 'internal', executed: false, checksum: true }
        : { kind: 'pass' },
  });
  Object.assign(process.env, engineEnvironment());
  dynamodb = connectToDynamodb(process.env, { endpoint: await proxy.gate('this process') });
});
afterAll(async () => {
  dynamodb.client.destroy();
  await proxy.stop();
});

describe('forgetting the contacts of a user', () => {
  it.each(['Contacts', 'Receipts'] as const)(
    'leaves nothing when it is repeated after it failed at %s',
    async (table) => {
      const [contacts, receipts] = [contactsStore(dynamodb), receiptsStore(dynamodb)];
      const [alice, bob] = [aUsername(), aUsername()] as [Username, Username];
      const conversation = conversationOf(alice, bob);
      await contacts.setActive(alice, bob, '2026-11-26T09' as Hour);
      await receipts.moveForward(conversation, alice, placeOf(newMessageId(Date.now())));
      const forget = forgetContacts({ contacts, receipts });

      stuck = table;
      await expect(forget(alice)).rejects.toThrow();
      stuck = undefined;
      await forget(alice);

      expect((await receipts.of(conversation)).size).toBe(0);
      expect((await contacts.of(alice).next()).value).toEqual([]);
    },
  );
});
