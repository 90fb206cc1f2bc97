import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { python } from '../../../infra/commands/python.ts';

let folder: string;
let path: string;

/**
 * A python3 whose venv holds itself, and whose pip installs an empty program by the name of the requirement. It notes what it
 * is asked for, and dies at whatever `dies` names, such as the installation of a package.
 */
const fakePython = `#!/bin/sh
echo "$*" >> "$FOLDER/asked"
case "$*" in *$(cat "$FOLDER/dies")) exit 1;; esac
case "$2" in
  venv) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  pip) for last; do :; done; touch "$(dirname "$0")/\${last%%=*}" ;;
esac
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duologue-python-'));
  path = `${join(folder, 'path')}${delimiter}${process.env.PATH}`;
  mkdirSync(join(folder, 'path'));
  writeFileSync(join(folder, 'path', 'python3'), fakePython, { mode: 0o755 });
  writeFileSync(join(folder, 'dies'), 'never');
  jest.spyOn(console, 'log').mockReturnValue();
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const install = (program: string, requirement: string) =>
  python(program, requirement, 'own', {
    environments: join(folder, 'venv'),
    env: { ...process.env, PATH: path, FOLDER: folder },
  });

const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');

it('installs a program at its first use, and asks nobody at its second', () => {
  const program = install('lint', 'lint==1.0');

  expect(program).toBe(join(folder, 'venv', 'own', 'bin', 'lint'));
  expect(existsSync(program)).toBe(true);
  expect(install('lint', 'lint==1.0')).toBe(program);
  expect(asked()).toHaveLength(2);
});

it.each([
  ['the environment', 'own'],
  ['a package', 'lint==1.0'],
])('installs anew what came to no end, at the making of %s', (_, dies) => {
  writeFileSync(join(folder, 'dies'), dies);
  expect(() => install('python', 'lint==1.0')).toThrow(
    /^python could not be installed: "\S+ -m (venv|pip) .+" failed\.$/,
  );
  writeFileSync(join(folder, 'dies'), 'never');

  install('python', 'lint==1.0');

  expect(existsSync(join(folder, 'venv', 'own', 'bin', 'lint'))).toBe(true);
});

it('installs another version where another one is there', () => {
  install('lint', 'lint==1.0');

  install('lint', 'lint==2.0');

  expect(asked().at(-1)).toMatch(/ lint==2\.0$/);
});

it('says what is missing where there is no Python', () => {
  path = join(folder, 'nowhere');

  expect(() => install('lint', 'lint==1.0')).toThrow(/^lint needs Python 3\.10 or newer: /);
});
