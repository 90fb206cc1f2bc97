import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../infra/project-root.ts';
import { readmeAt, sectionOf } from './readmes.ts';

const section = sectionOf(readmeAt('README.md').text, 'Where things are');

/** The files that the front door names for adding something, and the example that it gives. */
function recipeFor(something: string) {
  const [, example = '', steps = ''] =
    new RegExp(`^- \\*\\*${something}\\*\\*, such as \`([^\`]+)\`: ([\\s\\S]+?)(?=\\n- |\\n\\n)`, 'm').exec(
      `${section}\n\n`,
    ) ?? [];
  return { example, files: [...steps.matchAll(/`([\w/.-]+\.\w+)`/g)].map(([, path = '']) => path) };
}

/** The files that mention something: of the product, of other places where it shows, and no tests. */
const mentioning = (pattern: RegExp, elsewhere: string): string[] =>
  globSync(['{functions,infra,lib}/**/*.{ts,js,html}', 'README.md', 'postman_collection.json', elsewhere], {
    cwd: projectRoot,
  })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('.test.ts') && pattern.test(readFileSync(join(projectRoot, path), 'utf8')));

/** The files in which the compiler says that something is missing after a change of one file. */
async function incomplete(path: string, change: (source: string) => string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'duologue-recipe-'));
  try {
    for (const name of ['functions', 'infra', 'lib', 'package.json', 'tsconfig.json']) {
      cpSync(join(projectRoot, name), join(folder, name), { recursive: true });
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const source = readFileSync(join(folder, path), 'utf8');
    const changed = change(source);
    expect(changed).not.toBe(source);
    writeFileSync(join(folder, path), changed);

    const compiler = spawn(
      process.execPath,
      [join(projectRoot, 'node_modules/typescript/bin/tsc'), '--pretty', 'false'],
      {
        cwd: folder,
      },
    );
    let output = '';
    compiler.stdout.on('data', (data) => {
      output += data;
    });
    await once(compiler, 'close');
    return [
      ...new Set([...output.matchAll(/^([\w/.-]+)\(\d+,\d+\): error .* is missing /gm)].map(([, file = '']) => file)),
    ].sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('what the front door names for adding', () => {
  it.each([
    ['A kind of message', 'image', /\bimage\b(?!\/)/, 'test/demo/*.ts'],
    [
      'A route',
      'GET /messages',
      /GET \/messages|'GET',\s+path: '\/messages'|\bfetchPage\b|'fetch-messages': \{|"Fetch/,
      '',
    ],
    ['An error', 'unknown_user', /unknown_user|UnknownUser/, ''],
  ])('%s is the files that %s is in, and no other', (something, example, pattern, elsewhere) => {
    const recipe = recipeFor(something);

    expect(recipe.example).toBe(example);
    expect([...new Set(recipe.files)].sort()).toEqual(mentioning(pattern, elsewhere).sort());
  });

  it('an error has every file in which the compiler misses a new code', async () => {
    const missing = await incomplete('lib/errors.ts', (source) =>
      source.replace("| 'internal'", "| 'made_up'\n  | 'internal'"),
    );

    expect(missing).not.toEqual([]);
    expect(missing.filter((path) => !recipeFor('An error').files.includes(path))).toEqual([]);
  });

  it('a route has every file in which the compiler misses a new one', async () => {
    const made = "{ method: 'GET', path: '/made-up', function: 'fetch-messages', summary: 'Make up' },\n";
    const missing = await incomplete('lib/routes.ts', (source) => source.replace(/^\] as const/m, `${made}] as const`));

    expect(missing).not.toEqual([]);
    expect(missing.filter((path) => !recipeFor('A route').files.includes(path))).toEqual([]);
  });
});
