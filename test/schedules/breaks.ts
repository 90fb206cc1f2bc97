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
} as const satisfies Record<string, Break>;

/** One of {@link breaks}. */
export type BreakName = keyof typeof breaks;

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
    for (const patch of patches) await writeFile(join(copy, patch.file), await patched(patch));

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
