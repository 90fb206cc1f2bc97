import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root.ts';

/** A README, by its path from the root of the project. */
export type Readme = { readonly path: string; readonly text: string };

/** A fenced block: its language, and what it holds. */
type Block = { readonly language: string; readonly code: string };

export const readmeAt = (path: string): Readme => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') });

/** Every README of the project, the front door first. */
export const readmes: readonly Readme[] = [
  'README.md',
  ...globSync('{functions,infra,lib,test}/**/README.md', { cwd: projectRoot }).sort(),
].map((path) => readmeAt(path.replaceAll('\\', '/')));

const fence = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** A text without its fenced blocks. */
const prose = (text: string) => text.replaceAll(fence, '');

const headingsOf = (text: string) => [...prose(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);

/** The anchor that GitHub gives a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Where links may lead within a text: its headings, and what has an id. */
export const anchorsOf = (text: string): string[] => [
  ...headingsOf(text).map(anchorOf),
  ...[...prose(text).matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id),
];

/** What the links and images of a text lead to. */
export const linksOf = (text: string): string[] =>
  [...prose(text).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

/** The text under a heading, up to the next of its level or above. */
export function sectionOf(text: string, heading: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start < 0) throw new Error(`There is no heading "${heading}".`);
  const level = (lines[start] ?? '').indexOf(' ');
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** The fenced blocks of a text, in their order. */
export const blocksOf = (text: string): Block[] =>
  [...text.matchAll(fence)].map(([, language = '', code = '']) => ({ language, code }));

/** What stands in backticks in the prose of a text, each in one line. */
export const codeSpansOf = (text: string): string[] =>
  [...prose(text).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replaceAll(/\s+/g, ' '));

/** The rows of the first table of a text, without its head: the cells of each. */
export function rowsOf(text: string): string[][] {
  const [, , ...rows] = /(?:^\|.*\|\n)+/m.exec(text)?.[0].trimEnd().split('\n') ?? [];
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
