import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CannotStart } from './cannot-start.ts';

/** A data folder that belongs to this process until it is released. */
export type FolderLock = {
  /** Leaves word for whoever finds the folder locked: where its data can be reached. */
  readonly publish: (endpoint: string) => void;
  readonly release: () => void;
};

/**
 * Takes a data folder, making it where it is missing. The lock is the operating system's, held through SQLite, so it
 * goes with the process, also after `kill -9`; LevelDB's own would show only once an engine is running and then dies.
 * Throws {@link CannotStart} when another engine has the folder.
 */
export function lockFolder(folder: string): FolderLock {
  const note = join(folder, 'endpoint');
  try {
    mkdirSync(folder, { recursive: true });
    const database = new DatabaseSync(join(folder, 'lock'));
    database.exec('BEGIN IMMEDIATE');
    rmSync(note, { force: true });

    return {
      publish: (endpoint) => writeFileSync(note, endpoint),
      release: () => {
        rmSync(note, { force: true });
        database.close();
      },
    };
  } catch (error) {
    throw new CannotStart(
      isBusy(error)
        ? `${folder} is in use by another engine. To share its data: AWS_ENDPOINT_URL_DYNAMODB=${readNote(note)} PORT=3001 npm start. To have data apart: set DATA_DIR.`
        : `${folder} cannot hold the data: ${(error as Error).message}.`,
    );
  }
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
