import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { startProduct } from '../support/product.ts';

type Patch = { readonly file: string; readonly find: string; readonly replace: string };

/** No protection: the clocks of processes that are fast and slow are kept 2 s apart, as far as the store's time lets them be. */
const farApart: Patch = {
  file: 'lib/dynamodb/client.ts',
  find: 'clock: given ?? clock.now',
  replace: 'clock: () => clock.now() + 1000 * Math.sign(Date.now() - clock.now())',
};

/** No protection: clocks show tenths of a second, so that messages have the same time more often. */
const sameTime: Patch = {
  file: 'lib/dynamodb/client.ts',
  find: 'clock: given ?? clock.now',
  replace: 'clock: () => 100 * Math.floor(clock.now() / 100)',
};

/** The protections that can be taken out, each by patches that must apply exactly, one after the other. */
export const breaks = {
  /** Two messages of one millisecond have one key. */
  'no-id-in-sort-key': [
    sameTime,
    {
      file: 'lib/messages/message.ts',
      find: '=> ulid(time, digit) as MessageId',
      replace: "=> ulid(time).slice(0, 10).padEnd(26, '0') as MessageId",
    },
  ],
  /** The SDK's own retry meets the item that its lost first try wrote, and takes it for somebody else's. */
  'no-nonce': [
    {
      file: 'lib/dynamodb/conditional.ts',
      find: 'OR nonce = :nonce`',
      replace: 'OR (attribute_not_exists(nonce) AND nonce = :nonce)`',
    },
  ],
  /** A send with an idempotency key is one like any other. */
  'no-note': [{ file: 'lib/messages/send-message.ts', find: 'if (sendKey) {', replace: 'if (sendKey && !sendKey) {' }],
  /** A note is moved though its message may still land. */
  'no-fence': [
    { file: 'lib/messages/send-once.ts', find: 'else if (!(await fence(note.place)))', replace: 'else if (false)' },
  ],
  /** A process goes by its own clock, however wrong. */
  'own-clock': [{ file: 'lib/dynamodb/client.ts', find: 'clock: given ?? clock.now', replace: 'clock: Date.now' }],
  /** A message has the time of the process that stores it, whatever is there already. */
  'plain-now': [
    farApart,
    {
      file: 'lib/messages/send-message.ts',
      find: 'Math.max(clock(), newest ? timeOf(idAt(newest)) + 1 : 0)',
      replace: 'Math.max(clock(), newest ? 0 * timeOf(idAt(newest)) : 0)',
    },
  ],
  /** A process that dies between the two leaves a message that an inbox does not know of. */
  'message-before-contacts': [
    { file: 'lib/messages/send-message.ts', find: 'prepare: tell', replace: 'prepare: async () => {}' },
    { file: 'lib/messages/send-message.ts', find: '      await tell(place);\n', replace: '' },
    {
      file: 'lib/messages/send-message.ts',
      find: 'return (await messages.put(conversation, message)) ? message : undefined;',
      replace: `const isStored = await messages.put(conversation, message);
      await tell(place);
      return isStored ? message : undefined;`,
    },
  ],
  /** The newest message is read at half the price. */
  'inconsistent-read': [
    farApart,
    {
      file: 'lib/messages/store.ts',
      find: `Promise<Place | undefined> {
      const newest: Stretch = { towards: 'older', limit: 1, consistent: true };`,
      replace: `Promise<Place | undefined> {
      const newest: Stretch = { towards: 'older', limit: 1, consistent: false };`,
    },
  ],
} as const satisfies Record<string, readonly Patch[]>;

/** One of {@link breaks}. */
export type Break = keyof typeof breaks;

/** A copy of the product, to be run instead of it. */
type BrokenProduct = { readonly start: typeof startProduct; readonly remove: () => Promise<void> };

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = ['functions', 'infra', 'lib', 'test/support', 'package.json'];

/** Copies the product's sources and takes one protection out of the copy. Throws where the patch does not fit exactly. */
export async function breakProduct(name: Break): Promise<BrokenProduct> {
  const copy = await mkdtemp(join(tmpdir(), 'duologue-broken-'));
  for (const source of sources) await cp(join(root, source), join(copy, source), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const patch of breaks[name]) await writeFile(join(copy, patch.file), await patched(patch, copy));

  const { startProduct: start } = await import(pathToFileURL(join(copy, 'test/support/product.ts')).href);
  return { start, remove: () => rm(copy, { recursive: true, force: true }) };
}

/** A source of the product, or of a copy of it, with one patch applied. Throws where it does not fit exactly. */
export async function patched({ file, find, replace }: Patch, sources = root): Promise<string> {
  const parts = (await readFile(join(sources, file), 'utf8')).split(find);
  if (parts.length !== 2) {
    throw new Error(`The patch of ${file} must apply once, and applies ${parts.length - 1} times: ${find}`);
  }
  return parts.join(replace);
}
