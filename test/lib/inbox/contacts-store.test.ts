import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Contact, type ContactsStore, contactsStore } from '../../../lib/inbox/contacts-store.ts';
import type { Hour } from '../../../lib/inbox/hour.ts';
import type { Username } from '../../../lib/users/username.ts';
import { aUsername } from '../../support/api.ts';
import { connectPatiently } from '../../support/engine.ts';

const hours = ['2026-11-26T08', '2026-11-26T09', '2026-11-26T10'] as Hour[];
const [before, hour, after] = hours as [Hour, Hour, Hour];

let contacts: ContactsStore;

beforeAll(() => {
  contacts = contactsStore(connectPatiently());
});

async function contactsOf(username: Username): Promise<Contact[]> {
  const found: Contact[] = [];
  for await (const portion of contacts.of(username)) found.push(...portion);
  return found;
}

describe('the hour of a contact', () => {
  it('moves forward, and never back', async () => {
    const [alice, bob] = [aUsername(), aUsername()] as [Username, Username];
    await contacts.setActive(alice, bob, hour);

    await contacts.setActive(alice, bob, before);
    expect(await contactsOf(alice)).toEqual([{ contact: bob, activeIn: hour }]);

    await contacts.setActive(alice, bob, after);
    expect(await contactsOf(alice)).toEqual([{ contact: bob, activeIn: after }]);
  });
});
