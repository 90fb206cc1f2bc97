import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';

/** The source of every file, by its path. */
type Tree = ReadonlyMap<string, string>;

const root = fileURLToPath(new URL('..', import.meta.url));

const tree: Tree = new Map(
  globSync('{functions,infra,lib}/**/*.ts', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('.d.ts'))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

const importForms = [
  /^(?:import|export)\s[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"`]([^'"`]+)['"`]/g,
];

/** What a file imports, types as well: paths of files in the tree, and names of packages. */
const importsOf = (path: string, source: string): string[] =>
  importForms
    .flatMap((form) => [...source.matchAll(form)])
    .map(([, specifier = '']) => (specifier.startsWith('.') ? join(dirname(path), specifier) : specifier));

const isIn = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`));
// Of a package a file is imported only where its own door brings too much along.
const isOurs = (path: string) => /^[^/@]+\/.*\.(ts|js|json)$/.test(path) && !isIn(path, 'negotiator');
const isSubject = (path: string) => isIn(path, 'lib/users', 'lib/sessions', 'lib/messages', 'lib/pages', 'lib/inbox');
const isDynamodb = (path: string) => isIn(path, 'lib/dynamodb', '@aws-sdk', '@smithy');
const knowsDynamodb = (path: string) =>
  isIn(path, 'lib/dynamodb') || (isSubject(path) && /\/(\w+-)?store\.ts$/.test(path));

/** How esbuild tells of a path that is put together when the program runs. */
const isPattern = (path: string) => path.includes('**');

/** Who may import what (design, section 4), each as a question whether an import breaks it. */
const rules: Readonly<Record<string, (from: string, to: string) => boolean>> = {
  'functions/ imports lib/': (from, to) => isIn(from, 'functions') && isOurs(to) && !isIn(to, 'lib'),
  'infra/ imports lib/ and itself, and loads functions/ to run them': (from, to) =>
    isIn(from, 'infra') &&
    isOurs(to) &&
    !isIn(to, 'lib', 'infra') &&
    !(from === 'infra/local/start.ts' && /^functions\/\$\{name\}/.test(to)),
  'lib/ imports itself': (from, to) => isIn(from, 'lib') && isOurs(to) && !isIn(to, 'lib'),
  'a subject knows nothing of HTTP': (from, to) =>
    isSubject(from) && (isIn(to, 'lib/http', '@middy') || /^(aws-lambda|node:https?)$/.test(to)),
  'in lib/, stores know DynamoDB, and endpoint.ts knows its budget': (from, to) =>
    isIn(from, 'lib') &&
    isDynamodb(to) &&
    !knowsDynamodb(from) &&
    !(from === 'lib/http/endpoint.ts' && /^lib\/dynamodb\/(budget|unavailable)\.ts$/.test(to)),
  'functions/ knows the connection to DynamoDB': (from, to) =>
    isIn(from, 'functions') && isDynamodb(to) && to !== 'lib/dynamodb/connection.ts',
  'only endpoint.ts knows middy': (from, to) => isIn(to, '@middy') && from !== 'lib/http/endpoint.ts',
};

const breaches = (files: Tree, breaks: (from: string, to: string) => boolean): string[] =>
  [...files].flatMap(([from, source]) =>
    importsOf(from, source)
      .filter((to) => breaks(from, to))
      .map((to) => `${from} imports ${to}`),
  );

const readersOfEnvironment = (files: Tree): string[] =>
  [...files]
    .filter(([, source]) => /\bprocess\s*\.\s*env\b|\benv\b.*from 'node:process'/.test(source))
    .map(([path]) => path);

/** A way that leads from a file back to it, if there is one. */
function importCycle(files: Tree): string[] | undefined {
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of importsOf(path, files.get(path) ?? '')) {
      const cycle = visit(next, [...way, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  return [...files.keys()].map((path) => visit(path, [])).find(Boolean);
}

/** The tree with a file more, or with more in a file. */
const withSource = (path: string, source: string): Tree =>
  new Map([...tree, [path, `${tree.get(path) ?? ''}\n${source}\n`]]);

describe('the structure', () => {
  it.each(Object.entries(rules))('is such that %s', (_, breaks) => {
    expect(breaches(tree, breaks)).toEqual([]);
  });

  it('has no cycle of imports', () => {
    expect(importCycle(tree)).toBeUndefined();
  });

  it('reads the environment in few places, and hands on what it read', () => {
    const commands = /^infra\/(commands\/.*|local\/(start|sam))\.ts$/;
    const allowed = [
      'lib/dynamodb/connection.ts',
      'lib/http/rehearse.ts',
      'lib/sessions/limits.ts',
      'lib/users/password.ts',
    ];

    const readers = readersOfEnvironment(tree).filter((path) => !commands.test(path));
    expect(readers.filter((path) => !allowed.includes(path))).toEqual([]);
  });
});

describe('the test of the structure', () => {
  it('sees every import that esbuild sees', async () => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [...tree.keys()],
      outdir: '.',
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      metafile: true,
      write: false,
      logLevel: 'error',
    });
    const seen = new Set(breaches(tree, () => true));

    const unseen = Object.entries(metafile.inputs)
      .flatMap(([from, { imports }]) => imports.map(({ path }) => `${from} imports ${path}`))
      .filter((line) => !seen.has(line) && !isPattern(line));

    expect(Object.keys(metafile.inputs).sort()).toEqual([...tree.keys()].sort());
    expect(unseen).toEqual([]);
  });

  it.each([
    ['functions/ imports lib/', 'functions/users.ts', "import { banner } from '../infra/local/banner.ts';"],
    ['functions/ imports lib/', 'functions/users.ts', "export * from './send-message.ts';"],
    [
      'infra/ imports lib/ and itself, and loads functions/ to run them',
      'infra/app.ts',
      "import '../functions/users.ts';",
    ],
    [
      'infra/ imports lib/ and itself, and loads functions/ to run them',
      'infra/app.ts',
      "await import('../test/support/api.ts');",
    ],
    ['lib/ imports itself', 'lib/clock.ts', "import type { Options } from '../infra/local/options.ts';"],
    ['lib/ imports itself', 'lib/users/new.ts', "import {\n  handler,\n} from '../../functions/users.ts';"],
    ['a subject knows nothing of HTTP', 'lib/pages/new.ts', "import type { Answer } from '../http/answer.ts';"],
    ['a subject knows nothing of HTTP', 'lib/pages/new.ts', "import type { Context } from 'aws-lambda';"],
    [
      'in lib/, stores know DynamoDB, and endpoint.ts knows its budget',
      'lib/users/new.ts',
      "import type { Dynamodb } from '../dynamodb/client.ts';",
    ],
    [
      'in lib/, stores know DynamoDB, and endpoint.ts knows its budget',
      'lib/http/endpoint.ts',
      "import { GetCommand } from '@aws-sdk/lib-dynamodb';",
    ],
    [
      'functions/ knows the connection to DynamoDB',
      'functions/users.ts',
      "import { PutCommand } from '@aws-sdk/lib-dynamodb';",
    ],
    ['only endpoint.ts knows middy', 'lib/http/request.ts', "import cors from '@middy/http-cors';"],
  ])('sees when it is not so that %s: %s', (rule, path, source) => {
    const broken = breaches(withSource(path, source), rules[rule] ?? (() => false));

    expect(broken).toEqual([expect.stringContaining(`${path} imports `)]);
  });

  it.each([
    ['of types', 'lib/errors.ts', 'lib/users/errors.ts', "export type { UsernameTaken } from './users/errors.ts';"],
    [
      'in infra/',
      'infra/local/engines/running-engine.ts',
      'infra/local/engines/embedded.ts',
      "export type { runEmbedded } from './embedded.ts';",
    ],
  ])('sees a cycle of imports %s', (_, one, other, source) => {
    expect(new Set(importCycle(withSource(one, source)))).toEqual(new Set([one, other]));
  });

  it('sees who reads the environment', () => {
    expect(readersOfEnvironment(withSource('lib/clock.ts', 'const zone = process.env.TZ;'))).toContain('lib/clock.ts');
    expect(readersOfEnvironment(withSource('lib/clock.ts', "import { env } from 'node:process';"))).toContain(
      'lib/clock.ts',
    );
  });
});
