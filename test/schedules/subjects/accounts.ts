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
import { replicated, type Store, withItem } from '../store.ts';
import { BEGINNING, type Subject, type Surroundings, type Try, type View } from '../subject.ts';

const username = 'alice' as Username;
const address = addressOf();

const HOME = 'home';
const AWAY = 'away';
const regions = [HOME, AWAY];

/** The session that Alice has before anything happens, and another. */
const own = callerOf(`alice.${'a'.repeat(43)}` as Token);
const other = callerOf(`alice.${'b'.repeat(43)}` as Token);

const hashing: PasswordHashing = {
  hash: async (password) => `hash of ${password}`,
  matches: async (password, hash) => hash === `hash of ${password}`,
};

/** What users do, wired as `functions/users.ts` wires it, but that no attempt is counted. */
function wired({ connect, clock }: Surroundings, region = '') {
  const home = connect(region && HOME);
  const here = region === HOME ? home : connect(region);
  const users = usersStore(here, home);
  const sessions = sessionsStore(here, home);
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

const loggingIn = (region?: string): Try => ({
  name: 'log-in',
  run: (world) => logIn(wired(world, region))({ username, address, password: 'old' as GivenPassword }),
});

const change = (name: string, region?: string): Try => ({
  name,
  run: async (world) => {
    const passwords = { password: 'old' as GivenPassword, newPassword: 'new' as Password };
    await changePassword(wired(world, region))({ caller: own, address, ...passwords });
    return 'done';
  },
});

const deletion = (name: string, region?: string, mayStart?: Try['mayStart']): Try => ({
  name,
  ...(mayStart && { mayStart }),
  run: async (world) => {
    await deleteUser(wired(world, region))({ caller: own });
    return 'done';
  },
});

const leavingEverywhere = (region?: string): Try => ({
  name: 'log-out of all',
  run: async (world) => {
    await logOut(wired(world, region))({ caller: own, all: true });
    return 'done';
  },
});

const aSession = ({ digest }: Caller): Item => ({
  username,
  tokenDigest: digest,
  createdAt: isoTime(BEGINNING),
  expiresAt: BEGINNING / 1000 + 7 * 86_400,
});

const aUser: Item = { username, passwordHash: 'hash of old', createdAt: isoTime(BEGINNING), nonce: 'of old' };

const storedIn = (places: readonly string[]): Store =>
  places.reduce<Store>((store, region) => {
    const items = [
      ['Users', aUser],
      ['Sessions', aSession(own)],
      ['Sessions', aSession(other)],
    ] as const;
    return items.reduce((store, [table, item]) => withItem(store, table, { ...item }, region), store);
  }, {});

/** Whether a log-in may stay in spite of what came after it: home could not confirm it, and it ends within 15 minutes. */
const endsSoon = ({ expiresAt }: Item) => (expiresAt as number) <= BEGINNING / 1000 + 15 * 60;

/** What is wrong in a region, whichever of them run, once each that matters has been answered. */
function wrongIn(region: string, { items, tries, isOver }: View): string | undefined {
  const [user] = items('Users', region);
  const open = items('Sessions', region).filter((session) => !session.ended && !endsSoon(session));
  const openOf = ({ digest }: Caller) => open.find(({ tokenDigest }) => tokenDigest === digest);
  const isOpen = (caller: Caller) => openOf(caller) !== undefined;
  // One that is marked as good for repeating a deletion only is as good as ended, until all is over.
  const isGood = (caller: Caller) => isOpen(caller) && (isOver || !openOf(caller)?.deletesUser);
  const isDone = (name: string) =>
    tries.some((one) => one.name.startsWith(name) && one.ending && 'value' in one.ending);
  const entered = tries.flatMap(({ ending }) =>
    ending && 'value' in ending && typeof ending.value === 'object'
      ? [callerOf((ending.value as { token: Token }).token)]
      : [],
  );

  if (isDone('deletion')) {
    if (!user?.deletedAt) return 'a deleted user is there';
    if ([own, other, ...entered].some(isGood)) return 'a session outlives its user';
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

/** What must hold at any moment, however late replication is: the old password opens nothing that lasts once it is changed. */
function wrongAtOnce({ tries }: View): string | undefined {
  const late = tries.find(({ ending, before }) => {
    const isAfter = before.some((at) => isAnswered(tries[at]) && /^(change|deletion)/.test(tries[at]?.name ?? ''));
    return isAfter && ending && 'value' in ending && typeof ending.value === 'object' && !isShortLived(ending.value);
  });
  return late && 'an old password opens a session that lasts';
}

const isAnswered = (one: View['tries'][number] | undefined) => one?.ending !== undefined && 'value' in one.ending;

const isShortLived = (session: unknown) =>
  endsSoon({ expiresAt: Date.parse((session as { expiresAt: string }).expiresAt) / 1000 });

const accounts = (tries: readonly Try[], troubles: number): Subject => ({
  tries,
  stored: storedIn(['']),
  clocks: [0],
  pauses: [],
  troubles,
  wrong: (view) => wrongIn('', view) ?? wrongAtOnce(view),
});

/** The same in two regions. What an item is in one reaches the other at any later moment. */
const accountsAway = (tries: readonly Try[], troubles: number): Subject => ({
  ...accounts(tries, troubles),
  stored: storedIn(regions),
  happenings: (['Users', 'Sessions'] as const).flatMap((table) =>
    Array.from({ length: MOST_ON_THEIR_WAY }, (_, index) => ({
      name: `${table}, item ${index + 1} of those on their way, reaches the other region`,
      happen: (store: Store) => replicated(store, table)[index],
    })),
  ),
  wrong: (view) => wrongAtOnce(view) ?? (isReplicated(view) ? (wrongIn(HOME, view) ?? wrongIn(AWAY, view)) : undefined),
});

/** A session of each try, and the two that were there. */
const MOST_ON_THEIR_WAY = 5;

const isReplicated = ({ items }: View) =>
  (['Users', 'Sessions'] as const).every(
    (table) => JSON.stringify(items(table, HOME)) === JSON.stringify(items(table, AWAY)),
  );

export const loggingInWhileThePasswordChanges = (troubles: number) =>
  accounts([loggingIn(), change('change')], troubles);

export const loggingInWhileBeingDeleted = (troubles: number) =>
  accounts([loggingIn(), deletion('deletion 1'), deletion('deletion 2')], troubles);

export const changingWhileBeingDeleted = (troubles: number) =>
  accounts([change('change'), deletion('deletion')], troubles);

export const changingTwice = (troubles: number) =>
  accounts([loggingIn(), change('change 1'), change('change 2')], troubles);

export const leavingWhileLoggingIn = (troubles: number) => accounts([loggingIn(), leavingEverywhere()], troubles);

export const loggingInAwayWhileThePasswordChanges = (troubles: number) =>
  accountsAway([loggingIn(AWAY), change('change', HOME)], troubles);

export const loggingInWhileThePasswordChangesAway = (troubles: number) =>
  accountsAway([loggingIn(HOME), change('change', AWAY)], troubles);

export const loggingInAwayWhileBeingDeleted = (troubles: number) =>
  accountsAway([loggingIn(AWAY), deletion('deletion', AWAY)], troubles);

const hasEnded =
  (name: string): Try['mayStart'] =>
  ({ tries }) =>
    tries.some((one) => one.name === name && one.ending !== undefined);

/**
 * Whoever heard of no success of a deletion at home, or of none at all, repeats it in the other region. Not with two
 * troubles: of two writes that are held back in two regions the later stays, and may be the mark of the session, which is
 * good for repeating the deletion only.
 */
export const beingDeletedAgainAway = (troubles: number) =>
  accountsAway([deletion('deletion 1', HOME), deletion('deletion 2', AWAY, hasEnded('deletion 1'))], troubles);

/** The same beside a log-in. */
export const loggingInAwayWhileBeingDeletedAgain = (troubles: number) =>
  fewer(
    accountsAway(
      [loggingIn(AWAY), deletion('deletion 1', HOME), deletion('deletion 2', AWAY, hasEnded('deletion 1'))],
      troubles,
    ),
  );

/** Two deletions at once, each in a region, beside a log-in. */
export const loggingInAwayWhileBeingDeletedInBoth = (troubles: number) =>
  fewer(accountsAway([loggingIn(AWAY), deletion('deletion 1', HOME), deletion('deletion 2', AWAY)], troubles));

/** A smaller world: no session but the own one before, and whatever is on its way in a table arrives together. */
const fewer = (subject: Subject): Subject => ({
  ...subject,
  stored: regions.reduce<Store>(
    (store, region) => withItem(withItem(store, 'Users', { ...aUser }, region), 'Sessions', aSession(own), region),
    {},
  ),
  happenings: (['Users', 'Sessions'] as const).map((table) => ({
    name: `${table} reach the other region`,
    happen: (store: Store) => {
      let all: Store | undefined;
      for (let [next] = replicated(store, table); next; [next] = replicated(next, table)) all = next;
      return all;
    },
  })),
});

export const changingWhileBeingDeletedAway = (troubles: number) =>
  accountsAway([change('change', HOME), deletion('deletion', AWAY)], troubles);

export const leavingAwayWhileLoggingIn = (troubles: number) =>
  accountsAway([loggingIn(AWAY), leavingEverywhere(AWAY)], troubles);
