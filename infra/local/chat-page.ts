import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './answer.ts';
import { servedFile } from './served.ts';

const folder = join(import.meta.dirname, 'page');

/**
 * What the page may do: run its own modules, show images that messages link to, and ask whichever API is chosen. No
 * script and no style within the page, no HTML made of text, no frame around it, and nobody is told where it came from.
 */
const policy = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src http: https:',
    'connect-src http: https:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
};

const isServed = (name: string) => /\.(js|css|svg)$/.test(name);

/** `/`, the page to try the chat with, and what it loads, by path. */
export const chatPage: ReadonlyMap<string, () => Answer> = new Map([
  ['/', servedFile(join(folder, 'index.html'), policy)],
  ...readdirSync(folder)
    .filter(isServed)
    .map((name) => [`/page/${name}`, servedFile(join(folder, name))] as const),
]);
