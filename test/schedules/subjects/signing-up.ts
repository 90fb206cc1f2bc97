import { addressOf } from '../../../lib/sessions/address.ts';
import { createUser } from '../../../lib/users/create-user.ts';
import type { Password } from '../../../lib/users/password.ts';
import { usersStore } from '../../../lib/users/store.ts';
import type { Username } from '../../../lib/users/username.ts';
import type { Subject, Try, View } from '../subject.ts';

const username = 'alice' as Username;

/** Somebody who wants the name, with a password of their own. */
const personCalled = (name: string): Try => ({
  name,
  run: ({ connect, clock }) =>
    createUser({
      users: usersStore(connect()),
      hashing: { hash: async (password) => `hash of ${password}`, matches: async () => false },
      attempts: { countOfMany: async () => true },
      limits: { signUps: undefined },
      clock,
    })({ address: addressOf(), username, password: `password of ${name}` as Password }),
});

/** Several sign up with one name: one of them gets it, and nobody is refused because of their own request. */
export const signingUp = ({ tries, troubles }: { tries: number; troubles: number }): Subject => ({
  tries: ['alice', 'another alice', 'a third alice'].slice(0, tries).map(personCalled),
  stored: {},
  clocks: [-3_600_000, 0],
  pauses: [],
  troubles,
  wrong({ tries, items }: View) {
    const [stored] = items('Users');
    const owners = tries.filter(({ ending }) => ending && 'value' in ending);
    if (owners.length > 1) return `${owners.length} were told that the name is theirs`;
    const [owner] = owners;
    if (owner && stored?.passwordHash !== `hash of password of ${owner.name}`) return `${owner.name} lost the name`;
    const refused = tries.find(
      ({ name, ending }) =>
        ending &&
        'error' in ending &&
        ending.error === 'UsernameTaken' &&
        stored?.passwordHash === `hash of password of ${name}`,
    );
    return refused && `${refused.name} was refused the name that is theirs`;
  },
});
