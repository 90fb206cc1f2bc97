import { describe, expect, it } from '@jest/globals';
import { folderTrouble } from '../../../infra/local/folder-trouble.ts';

const noRoom =
  'There is no room left on the disk of .data/embedded. Nothing is damaged: make room, then start again, and everything that was acknowledged is there.';
const notWritable = '.data/embedded cannot be written to: change its permissions, or set DATA_DIR to another folder.';

describe('trouble with the data folder is explained', () => {
  it.each([
    ['the file system', { code: 'ENOSPC', message: 'ENOSPC: no space left on device, mkdir' }],
    ['a quota', { code: 'EDQUOT', message: 'EDQUOT: disk quota exceeded, mkdir' }],
    ['SQLite', { code: 'ERR_SQLITE_ERROR', errcode: 13, message: 'database or disk is full' }],
    ['LevelDB', { code: 'LEVEL_IO_ERROR', message: 'IO error: .data/000003.log: No space left on device' }],
    ['LevelDB under a quota', { code: 'LEVEL_IO_ERROR', message: 'IO error: .data/000003.log: Disk quota exceeded' }],
  ])('where %s says that the disk is full', (_, error) => {
    expect(folderTrouble('.data/embedded', error)).toBe(noRoom);
  });

  it.each([
    ['the file system', { code: 'EACCES', message: 'EACCES: permission denied, mkdir' }],
    ['a read-only file system', { code: 'EROFS', message: 'EROFS: read-only file system, mkdir' }],
    ['Node, of a read-only file system', { code: 'ENOENT', message: 'ENOENT: no such file or directory, mkdir' }],
    ['SQLite', { code: 'ERR_SQLITE_ERROR', errcode: 8, message: 'attempt to write a readonly database' }],
    ['SQLite, of a new file', { code: 'ERR_SQLITE_ERROR', errcode: 14, message: 'unable to open database file' }],
    ['LevelDB', { code: 'LEVEL_IO_ERROR', message: 'IO error: .data/LOCK: Permission denied' }],
  ])('where %s says that it cannot be written to', (_, error) => {
    expect(folderTrouble('.data/embedded', error)).toBe(notWritable);
  });

  it('where there is a file in its path', () => {
    expect(folderTrouble('.data/embedded', { code: 'ENOTDIR', message: 'ENOTDIR: not a directory' })).toBe(
      '.data/embedded cannot be a folder, because there is a file in its path: set DATA_DIR to another folder.',
    );
  });

  it('where its data is damaged', () => {
    const error = { code: 'LEVEL_CORRUPTION', message: 'Corruption: checksum mismatch' };

    expect(folderTrouble('.data/embedded', error)).toBe(
      'The data in .data/embedded cannot be used (Corruption: checksum mismatch): remove that folder, or set DATA_DIR to another one.',
    );
  });
});
