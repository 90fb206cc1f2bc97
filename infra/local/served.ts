import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Answer } from './answer.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/**
 * What is served at a path beside the API: a name, whose ending tells the type, with its content, which is read anew
 * each time.
 */
export const served =
  (name: string, content: () => string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
  (): Answer => ({
    status: 200,
    headers: { 'content-type': types[extname(name)] ?? 'application/octet-stream', ...headers },
    body: Buffer.from(content()),
  });

/** A file, as it is on the disk when it is asked for. */
export const servedFile = (path: string, headers?: Readonly<Record<string, string>>) =>
  served(path, () => readFileSync(path), headers);
