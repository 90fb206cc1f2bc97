/** An error of the file system, of SQLite or of LevelDB. */
type FolderError = { readonly code?: string | undefined; readonly errcode?: number; readonly message: string };

/** SQLite's result codes. @see https://sqlite.org/rescode.html */
const [SQLITE_READONLY, SQLITE_FULL, SQLITE_CANTOPEN] = [8, 13, 14];

/** Node reports ENOENT, not EROFS, when it makes folders within a read-only one. */
const notWritable = ['EACCES', 'EPERM', 'EROFS', 'ENOENT'];

/** Why the data in a folder cannot be read or written, as one line for its user: what is wrong, and what to do. */
export function folderTrouble(folder: string, { code = '', errcode = 0, message }: FolderError): string {
  if (['ENOSPC', 'EDQUOT'].includes(code) || errcode === SQLITE_FULL || /no space left|quota exceeded/i.test(message)) {
    return (
      `There is no room left on the disk of ${folder}. Nothing is damaged: make room, then start again, and everything ` +
      'that was acknowledged is there.'
    );
  }
  if (
    notWritable.includes(code) ||
    [SQLITE_READONLY, SQLITE_CANTOPEN].includes(errcode) ||
    /permission denied|read-only file system/i.test(message)
  ) {
    return `${folder} cannot be written to: change its permissions, or set DATA_DIR to another folder.`;
  }
  if (['ENOTDIR', 'EEXIST'].includes(code)) {
    return `${folder} cannot be a folder, because there is a file in its path: set DATA_DIR to another folder.`;
  }
  return `The data in ${folder} cannot be used (${message}): remove that folder, or set DATA_DIR to another one.`;
}
