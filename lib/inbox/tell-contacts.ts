import type { Place } from '../messages/message.ts';
import type { Username } from '../users/username.ts';
import type { ContactsStore } from './contacts-store.ts';
import { type Hour, hourOf } from './hour.ts';

type Dependencies = { readonly contacts: Pick<ContactsStore, 'setActive'> };

/** Who is about to write to whom, and what is known to be their newest message. */
type Conversing = { readonly sender: Username; readonly recipient: Username; readonly newest: Place | undefined };

/**
 * Sees to it that the contacts of both say in which hour they are active, before a message is put at a place of that hour: so
 * none is missing from an inbox. Where the newest message lies in that hour there is nothing to do, for whoever put the first
 * one of the hour has told them. Two write units an hour; to be called again for each place that is tried.
 */
export function tellContacts({ contacts }: Dependencies, { sender, recipient, newest }: Conversing) {
  const telling = new Map<Hour, Promise<unknown>>();
  if (newest) telling.set(hourOf(newest), Promise.resolve());

  const tell = (hour: Hour) =>
    Promise.all([
      contacts.setActive(sender, recipient, hour),
      sender !== recipient && contacts.setActive(recipient, sender, hour),
    ]);

  return async (place: Place): Promise<void> => {
    const hour = hourOf(place);
    const told = telling.get(hour) ?? tell(hour);
    telling.set(hour, told);
    await told;
  };
}
