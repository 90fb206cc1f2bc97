import { isoTime } from '../../../lib/clock.ts';
import { addressOf } from '../../../lib/sessions/address.ts';
import { authenticate, sessionOf } from '../../../lib/sessions/authenticate.ts';
import { endSessions } from '../../../lib/sessions/end-sessions.ts';
import { logIn } from '../../../lib/sessions/log-in.ts';
import { logOut } from '../../../lib/sessions/log-out.ts';
import { sessionsStore } from '../../../lib/sessions/store.ts';
import { type Caller, callerOf, type Token } from '../../../lib/sessions/token.ts';
import type { Said } from '../../../lib/sessions/try-password.ts';
import { changePassword } from '../../../lib/users/change-password.ts';
import { deleteUser } from '../../../lib/users/delete-user.ts';
import type { GivenPassword, Password, PasswordHashing } from '../../../lib/users/password.ts';
import { usersStore } from '../../../lib/users/store.ts';
import type { Username } from '../../../lib/users/username.ts';
import type { Item } from '../expressions.ts';
import { type Store, withItem } from '../store.ts';
import { BEGINNING, type Subject, type Surroundings, type Try, type View } from '../subject.ts';

const username = 'alice' as Username;
const address = addressOf();

/** The session that Alice has before anything happens, and another. */
const own = callerOf(`alice.${'a'.repeat(43)}` as Token);
const other = callerOf(`alice.${'b'.repeat(43)}` as Token);

const hashing: PasswordHashing = {
  hash: async (password) => `hash of ${password}`,
  matches: async (password, hash) => hash === `hash of ${password}`,
};

/** What users do, wired as `functions/users.ts` wires it, but that no attempt is counted. */
function wired({ connect, clock }: Surroundings) {
  const users = usersStore(connect());
  const sessions = sessionsStore(connect());
  const tryPassword = async ({ password }: Said) => {
    const found = await users.find(username);
    const isRight = await hashing.matches(password, found.user?.passwordHash);
    return { ...found, isRight, succeeded: async () => {} };
  };
  return {
    users,
    sessions,
    tryPassword,
    hashing,
    clock,
    sessionOf: sessionOf({ sessions, clock }),
    authenticate: authenticate({ sessions, clock }),
    endSessions: endSessions({ sessions }),
    forgetContacts: async () => {},
  };
}

const loggingIn: Try = {
  name: 'log-in',
  run: (world) => logIn(wired(world))({ username, address, password: 'old' as GivenPassword }),
};

const change = (name: string): Try => ({
  name,
  run: async (world) => {
    const passwords = { password: 'old' as GivenPassword, newPassword: 'new' as Password };
    await changePassword(wired(world))({ caller: own, address, ...passwords });
    return 'done';
  },
});

const deletion = (name: string): Try => ({
  name,
  run: async (world) => {
    await deleteUser(wired(world))({ caller: own });
    return 'done';
  },
});

const leavingEverywhere: Try = {
  name: 'log-out of all',
  run: async (world) => {
    await logOut(wired(world))({ caller: own, all: true });
    return 'done';
  },
};

const aSession = ({ digest }: Caller): Item => ({
  username,
  tokenDigest: digest,
  createdAt: isoTime(BEGINNING),
  expiresAt: BEGINNING / 1000 + 7 * 86_400,
});

const aUser: Item = { username, passwordHash: 'hash of old', createdAt: isoTime(BEGINNING), nonce: 'of old' };

const stored = [aSession(own), aSession(other)].reduce<Store>(
  (store, session) => withItem(store, 'Sessions', session),
  withItem({}, 'Users', aUser),
);

/** What is wrong, whichever of them run, once each that matters has been answered. */
function wrong({ items, tries, isOver }: View): string | undefined {
  const [user] = items('Users');
  const open = items('Sessions').filter(({ ended }) => !ended);
  const isOpen = ({ digest }: Caller) => open.some(({ tokenDigest }) => tokenDigest === digest);
  const isDone = (name: string) =>
    tries.some((one) => one.name.startsWith(name) && one.ending && 'value' in one.ending);
  const entered = tries.flatMap(({ ending }) =>
    ending && 'value' in ending && typeof ending.value === 'object'
      ? [callerOf((ending.value as { token: Token }).token)]
      : [],
  );

  if (isDone('deletion')) {
    if (!user?.deletedAt) return 'a deleted user is there';
    if ([own, other, ...entered].some(isOpen)) return 'a session outlives its user';
  }
  if (isDone('change')) {
    if (user?.passwordHash === 'hash of old') return 'an old password comes back';
    if ([other, ...entered].some(isOpen)) return 'a session outlives the password that it rests on';
  }
  if (isDone('log-out') && [own, other].some(isOpen)) return 'a session outlives the log-out of all';
  const isBroken = tries.some(({ name }) => name.startsWith('deletion')) && !isDone('deletion');
  if (isOver && isBroken && !isOpen(own) && (!user?.deletedAt || [other, ...entered].some(isOpen))) {
    return 'a deletion cannot be repeated';
  }
  return undefined;
}

const accounts = (tries: readonly Try[], troubles: number): Subject => ({
  tries,
  stored,
  clocks: [0],
  pauses: [],
  troubles,
  wrong,
});

export const loggingInWhileThePasswordChanges = (troubles: number) => accounts([loggingIn, change('change')], troubles);

export const loggingInWhileBeingDeleted = (troubles: number) =>
  accounts([loggingIn, deletion('deletion 1'), deletion('deletion 2')], troubles);

export const changingWhileBeingDeleted = (troubles: number) =>
  accounts([change('change'), deletion('deletion')], troubles);

export const changingTwice = (troubles: number) =>
  accounts([loggingIn, change('change 1'), change('change 2')], troubles);

export const leavingWhileLoggingIn = (troubles: number) => accounts([loggingIn, leavingEverywhere], troubles);
