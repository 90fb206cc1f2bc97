import { createRequire } from 'node:module';

/** What is used here of the LevelDB that dynalite stores in, and of what it is built on. */
type Level = new (path: string) => { open(): Promise<void>; close(): Promise<void> };
type Iterator = { close(): Promise<void>; return?: () => Promise<void> };

const dynalite = createRequire(import.meta.url).resolve('dynalite');
const level = createRequire(dynalite).resolve('level');
const { Level }: { Level: Level } = createRequire(dynalite)('level');
const iterators: Record<'AbstractKeyIterator' | 'AbstractValueIterator', { prototype: Iterator }> = createRequire(
  createRequire(level).resolve('classic-level'),
)('abstract-level');

/**
 * Opens the data, and closes it again. Throws LevelDB's reason where that fails: dynalite would start all the same, and
 * die at its first request without one.
 */
export async function tryOpening(path: string): Promise<void> {
  const data = new Level(path);
  await data.open();
  await data.close();
}

/**
 * Lets dynalite 4.0.0 close what it reads with: it calls `return` on its iterators, which have only `close`, so every
 * query would keep one, with 25 KB, for ever.
 */
export function closeIterators(): void {
  for (const { prototype } of [iterators.AbstractKeyIterator, iterators.AbstractValueIterator]) {
    prototype.return = function () {
      return this.close();
    };
  }
}
