import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../infra/project-root.ts';
import { commandsOf, notRun, runCommands, samples } from './commands.ts';
import {
  anchorOf,
  anchorsOf,
  codeSpansOf,
  linksOf,
  type Readme,
  readmeAt,
  readmes,
  rowsOf,
  sectionOf,
} from './readmes.ts';

const isOutside = (target: string) => /^[a-z]+:/.test(target);

/** The links of a README that lead nowhere. */
const brokenLinks = ({ path, text }: Readme): string[] =>
  linksOf(text).filter((target) => {
    if (isOutside(target)) return false;
    const [file = '', anchor] = target.split('#');
    if (!existsSync(join(projectRoot, dirname(path), file))) return true;
    if (anchor === undefined) return false;
    const there = file ? readmeAt(join(dirname(path), file)).text : text;
    return !anchorsOf(there).includes(anchor);
  });

const scripts = Object.keys(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).scripts);

/** The scripts of package.json that a command runs. */
const scriptsIn = (command: string): string[] =>
  [...command.matchAll(/\bnpm (?:run (?:-s )?)?([\w:-]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !['ci', 'rebuild'].includes(name));

describe.each(readmes)('$path', (readme) => {
  it('has links that lead somewhere', () => {
    expect(brokenLinks(readme)).toEqual([]);
  });

  it('names commands that a test runs, or that are listed as not run', () => {
    expect(commandsOf(readme).filter((command) => !runCommands.includes(command) && !(command in notRun))).toEqual([]);
  });

  it('names scripts that there are', () => {
    const named = [...commandsOf(readme), ...codeSpansOf(readme.text)].flatMap(scriptsIn);

    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

describe('the READMEs together', () => {
  const commands = readmes.flatMap(commandsOf);

  it('name every script of package.json', () => {
    const named = commands.flatMap(scriptsIn);

    expect(scripts.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('name every command that is listed as run or not run', () => {
    expect([...runCommands, ...Object.keys(notRun)].filter((command) => !commands.includes(command))).toEqual([]);
  });

  it.each(['lib', 'infra', 'test'])('name every folder of %s/', (folder) => {
    const folders = readdirSync(join(projectRoot, folder), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const { text } = readmeAt(`${folder}/README.md`);

    expect(folders.map(({ name }) => name).filter((name) => !text.includes(`${name}/`))).toEqual([]);
  });

  it.each(['infra/commands', 'infra/local'])('say what each file of %s/ does', (folder) => {
    const files = readdirSync(join(projectRoot, folder)).filter((name) => /\.(ts|js|py)$/.test(name));
    const named = linksOf(readmeAt(`${folder}/README.md`).text);

    expect(files.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('tell of every table what a restore of it loses', async () => {
    const { tables } = await import('../../lib/tables.ts');
    const told = rowsOf(sectionOf(readmeAt('infra/commands/README.md').text, 'Restoring')).map(([name]) => name);

    expect(told.sort()).toEqual(Object.keys(tables).sort());
  });

  it('have samples of every route', async () => {
    const { routes } = await import('../../lib/routes.ts');
    const pasted = samples().map(({ command }) => command);

    const unseen = routes.filter(({ method, path }) => {
      const isOf = (command: string) => command.includes(`$API${path}`) && method === methodOf(command);
      return !pasted.flatMap((command) => command.split(/(?=curl )/)).some(isOf);
    });
    expect(unseen).toEqual([]);
  });
});

/** What curl asks with. */
const methodOf = (command: string) => /-X ([A-Z]+)/.exec(command)?.[1] ?? (command.includes(' -d ') ? 'POST' : 'GET');

describe('the test of the READMEs', () => {
  const readme = (text: string): Readme => ({ path: 'lib/README.md', text });

  it.each([
    ['a file that is not there', '[one](nowhere.ts)'],
    ['a heading that is not there', '[one](../README.md#nowhere)'],
    ['a heading of its own that is not there', '# Here\n[one](#there)'],
    ['an image that is not there', '![one](nowhere.svg)'],
  ])('sees a link to %s', (_, text) => {
    expect(brokenLinks(readme(text))).toHaveLength(1);
  });

  it('lets links to files, headings and ids pass', () => {
    const text =
      '# Who *is* there?\n[a](errors.ts) [b](#who-is-there) [c\nd](../README.md#username-taken) [e](http/)\n';

    expect(brokenLinks(readme(`${text}\`\`\`sh\n[f](nowhere)\n\`\`\`\n`))).toEqual([]);
    expect(anchorOf('3. `asOf`, a-b_c & d')).toBe('3-asof-a-b_c--d');
  });

  it('sees commands in blocks and in prose, and the scripts that they run', () => {
    const found = commandsOf(
      readme('Run `npm run\nfoo -- --x`, or `PORT=1 npm start`.\n```sh\nrm -r .foo\n```\nNot `foo`.\n'),
    );

    expect(found).toEqual(['rm -r .foo', 'npm run foo -- --x', 'PORT=1 npm start']);
    expect(found.flatMap(scriptsIn)).toEqual(['foo', 'start']);
  });
});
