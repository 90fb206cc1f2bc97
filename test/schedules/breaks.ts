import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { patched } from '../faults/breaks.ts';
import type { ExplorationName } from './explorations.ts';
import type { Exploration } from './explorer.ts';

type Break = {
  /** Where it must be found. */
  readonly exploration: ExplorationName;
  readonly patches: readonly Parameters<typeof patched>[0][];
};

/** The protections that can be taken out, each by patches that must apply exactly. */
export const breaks = {
  /** The SDK's second attempt meets the item that its lost first one wrote, and takes it for somebody else's. */
  'no nonce': {
    exploration: 'signing up, 2 tries',
    patches: [
      {
        file: 'lib/dynamodb/conditional.ts',
        find: 'OR nonce = :nonce`',
        replace: 'OR (attribute_not_exists(nonce) AND nonce = :nonce)`',
      },
    ],
  },
  /** A first note that was held back takes the one that its own request has put since for itself. */
  'one nonce for a whole request': {
    exploration: 'sending, 2 tries, 1 trouble',
    patches: [
      {
        file: 'lib/dynamodb/conditional.ts',
        find: 'const nonce = randomUUID();',
        replace: 'const nonce = ((send as { nonce?: string }).nonce ??= randomUUID());',
      },
    ],
  },
  /** An old note is moved while its message may still be on its way. */
  'no fence': {
    exploration: 'sending, 2 tries, 1 trouble',
    patches: [
      {
        file: 'lib/messages/send-once.ts',
        find: '(await fence(note.place))',
        replace: '(await Promise.resolve(true))',
      },
    ],
  },
  /** A message lands on a fenced place. */
  'a fence that nobody heeds': {
    exploration: 'sending, 2 tries, 1 trouble',
    patches: [
      {
        file: 'lib/messages/store.ts',
        find: 'ConditionExpression: IS_NO_VOID,',
        replace: "ConditionExpression: 'attribute_not_exists(#void) OR attribute_exists(#void)',",
      },
    ],
  },
  /** A process that dies between the two leaves a message that no other try knows of. */
  'message before note': {
    exploration: 'sending, 2 tries, 1 trouble',
    patches: [
      {
        file: 'lib/messages/send-once.ts',
        find: 'const [isFirst] = await Promise.all([notes.putFirst(sendKey, mine), prepare(mine.place)]);',
        replace: 'await put(mine.place); const isFirst = await notes.putFirst(sendKey, mine);',
      },
    ],
  },
  /** A message has the time of the process that stores it, whatever is there already. */
  'newest not looked at': {
    exploration: 'sending, 2 tries, 1 trouble',
    patches: [
      {
        file: 'lib/messages/send-message.ts',
        find: 'newest ? timeOf(idAt(newest)) + 1 : 0',
        replace: 'newest ? 0 * timeOf(idAt(newest)) : 0',
      },
    ],
  },
  /** A fast process takes the key's day to be over before a slow one would. */
  'a note for a day and no longer': {
    exploration: 'sending, the end of a day',
    patches: [{ file: 'lib/messages/notes-store.ts', find: '24 * 60 * 60 + 60', replace: '24 * 60 * 60' }],
  },
  /** The time is that of the process's machine, which may be hours off, and not the store's. */
  'the own clock of the process': {
    exploration: 'sending, the end of a day',
    patches: [
      {
        file: 'test/schedules/subjects/sending.ts',
        find: 'clocks: [-SECOND, SECOND]',
        replace: 'clocks: [-HOUR, HOUR]',
      },
    ],
  },
  /** Who dies between the two leaves a message of which the contacts do not know, and the next try acknowledges it. */
  'message before contacts': {
    exploration: 'in both inboxes, to oneself, 2 tries',
    patches: [
      {
        file: 'lib/messages/send-once.ts',
        find: 'newPlace, prepare, find, put, fence } = send;',
        replace: 'newPlace, find, put, fence } = send; const prepare = async (_: Place) => {};',
      },
      {
        file: 'lib/messages/send-message.ts',
        find: `      await tell(place);
      const id = idAt(place);
      const message = { id, sender, recipient, sentAt: isoTime(timeOf(id)), content };
      return (await messages.put(conversation, message)) ? message : undefined;`,
        replace: `      const id = idAt(place);
      const message = { id, sender, recipient, sentAt: isoTime(timeOf(id)), content };
      const isStored = await messages.put(conversation, message);
      await tell(place);
      return isStored ? message : undefined;`,
      },
    ],
  },
  /** A note is moved to the next hour, of which nobody has told. */
  'contacts told of the first place only': {
    exploration: 'in both inboxes, to oneself, 2 tries',
    patches: [
      {
        file: 'lib/inbox/tell-contacts.ts',
        find: 'telling.get(hour) ?? tell(hour)',
        replace: '[...telling.values()][1] ?? tell(hour)',
      },
    ],
  },
  /** Who still tells of the hour before takes the conversation out of the one that has begun. */
  'contacts that move back': {
    exploration: 'in both inboxes, two who write',
    patches: [
      {
        file: 'lib/inbox/contacts-store.ts',
        find: 'OR activeIn < :hour',
        replace: 'OR activeIn <> :hour',
      },
    ],
  },
  /** A bookmark counts messages before which another may still land. */
  'bookmarks over young messages': {
    exploration: 'bookmarks, 4 minutes',
    patches: [{ file: 'lib/pages/bookmarks.ts', find: '10 * 60_000', replace: '3 * 60_000' }],
  },
  /** As above, since a reader's own clock is an hour fast. */
  'the own clock of a reader': {
    exploration: 'bookmarks, 4 minutes',
    patches: [
      {
        file: 'test/schedules/subjects/bookmarks.ts',
        find: 'mayStart: areBothSending',
        replace: 'clocks: [60 * MINUTE], mayStart: areBothSending',
      },
    ],
  },
  /** A log-in that stored its session after the changed password had looked for sessions does not look at its user again. */
  'no look after the write': {
    exploration: 'a log-in while the password changes',
    patches: [
      {
        file: 'lib/sessions/log-in.ts',
        find: 'const isStill = await users.isStill(user);',
        replace: 'const isStill = true as boolean | undefined;',
      },
    ],
  },
  /** A put of a session that was held back does not heed that it has ended, and brings it back. */
  'an ended that nobody heeds': {
    exploration: 'a log-in while the password changes',
    patches: [
      {
        file: 'lib/sessions/store.ts',
        find: "await putUnless(home, { ...keyOf(caller), ...session }, 'username');",
        replace: 'await put(home, { ...keyOf(caller), ...session });',
      },
    ],
  },
  /** A session that home has not heard of is not found by what ends sessions there, and home's copy of it comes too late. */
  'the session put at home after the look': {
    exploration: 'two regions, a log-in away while the password changes',
    patches: [
      {
        file: 'lib/sessions/log-in.ts',
        find: 'if (!(await sessions.putAtHome(caller, session))) return openUnconfirmed();',
        replace: '',
      },
      {
        file: 'lib/sessions/log-in.ts',
        find: 'const isStill = await users.isStill(user);',
        replace: 'const isStill = await users.isStill(user); await sessions.putAtHome(caller, session);',
      },
    ],
  },
  /** A put at home that was held back lasts seven days, and is carried out when all has been looked at. */
  'one token for what home confirmed and what it did not': {
    exploration: 'two regions, a log-in away while the password changes, 1 trouble',
    patches: [
      {
        file: 'lib/sessions/log-in.ts',
        find: 'if (!(await sessions.putAtHome(caller, session))) return openUnconfirmed();',
        replace: `if (!(await sessions.putAtHome(caller, session))) {
          await sessions.putHere(caller, lasting(UNCONFIRMED_SECONDS));
          return { token, session: lasting(UNCONFIRMED_SECONDS) };
        }`,
      },
    ],
  },
  /** A put away that was held back writes its session once more, later than its end at home, which has not arrived there. */
  'a session that a late put writes again': {
    exploration: 'two regions, a log-in away while the password changes, 1 trouble',
    patches: [
      {
        file: 'lib/sessions/store.ts',
        find: "if (!isHome) await putUnless(here, { ...keyOf(caller), ...session }, 'username');",
        replace: "if (!isHome) await putUnless(here, { ...keyOf(caller), ...session }, 'ended');",
      },
    ],
  },
  /** A deletion away brings a session back that has ended at home, with the deletion that came before, and crashes. */
  'an ended at home that a deletion away does not heed': {
    exploration: 'two regions, a deletion again away',
    patches: [
      {
        file: 'lib/sessions/store.ts',
        find: "return (await putUnless(home, item, 'ended')) && (isHome || putUnless(here, item, 'ended'));",
        replace: "return [await putUnless(home, item, 'ended')] && (isHome || putUnless(here, item, 'ended'));",
      },
    ],
  },
  /** A deletion that ends its own session first cannot be repeated after a crash. */
  'own session not last': {
    exploration: 'a changed password while the user is deleted',
    patches: [
      {
        file: 'lib/users/delete-user.ts',
        find: 'await users.delete(caller.username, isoTime(now));',
        replace: 'await sessions.end(caller, session); await users.delete(caller.username, isoTime(now));',
      },
    ],
  },
} as const satisfies Record<string, Break>;

/** One of {@link breaks}. */
type BreakName = keyof typeof breaks;

export const breakNames = Object.keys(breaks) as BreakName[];

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = ['lib', 'test/schedules', 'package.json'];

/** Explores a copy of the product with one protection taken out, shortest schedules first, and replays what it finds. */
export async function exploreBroken(name: BreakName): Promise<Exploration> {
  const { exploration, patches } = breaks[name];
  const copy = await mkdtemp(join(tmpdir(), 'duologue-broken-'));
  const load = (file: string) => import(pathToFileURL(join(copy, 'test/schedules', file)).href);
  try {
    for (const source of sources) await cp(join(root, source), join(copy, source), { recursive: true });
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const patch of patches) await writeFile(join(copy, patch.file), await patched(patch, copy));

    const { explore, replay }: typeof import('./explorer.ts') = await load('explorer.ts');
    const { subjectOf }: typeof import('./explorations.ts') = await load('explorations.ts');
    const subject = subjectOf(exploration);
    const explored = await explore(subject, { first: 'shortest' });
    const { finding } = explored;
    if (finding && (await replay(subject, finding.events)) !== finding.wrong) {
      throw new Error(`The finding of "${name}" is not there when its events are replayed.`);
    }
    return explored;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
