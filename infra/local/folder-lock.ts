import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CommandError } from '../command-line/command-error.ts';
import { folderTrouble } from './folder-trouble.ts';

/** A data folder that belongs to this process until it is released. */
export type FolderLock = {
  /** Leaves word for whoever finds the folder locked: where its data can be reached. */
  readonly publish: (endpoint: string) => void;
  readonly release: () => void;
};

/** Another engine has the data folder. */
export class FolderInUse extends CommandError {
  /** Where that engine listens. */
  readonly endpoint: string;

  constructor(folder: string, endpoint: string) {
    super(`${folder} is in use by another engine. To have data apart: set DATA_DIR.`);
    this.endpoint = endpoint;
  }
}

/**
 * Takes a data folder, making it where it is missing. The lock is the operating system's, held through SQLite, so it
 * goes with the process, also after `kill -9`; LevelDB's own would show only once an engine is running and then dies.
 * Throws {@link FolderInUse} when another engine has the folder, and {@link CommandError} when it cannot hold data.
 */
export function lockFolder(folder: string): FolderLock {
  const note = join(folder, 'endpoint');
  const explained = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (isBusy(error)) throw new FolderInUse(folder, readNote(note));
      throw new CommandError(folderTrouble(folder, error as Error), { cause: error });
    }
  };

  const database = explained(() => {
    mkdirSync(folder, { recursive: true });
    const lock = new DatabaseSync(join(folder, 'lock'));
    lock.exec('BEGIN IMMEDIATE');
    rmSync(note, { force: true });
    return lock;
  });
  return {
    publish: (endpoint) => explained(() => writeFileSync(note, endpoint)),
    release: () => {
      rmSync(note, { force: true });
      database.close();
    },
  };
}

const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean => (error as { errcode?: number }).errcode === SQLITE_BUSY;

function readNote(note: string): string {
  try {
    return readFileSync(note, 'utf8');
  } catch {
    return 'http://127.0.0.1:<its port>';
  }
}
