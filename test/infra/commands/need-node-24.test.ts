import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../infra/project-root.ts';

const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));

/** Makes Node take itself for an older one. */
const older = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.1.0' } })`;

describe('a Node that is too old', () => {
  it.each(['start', 'demo', 'test', 'check', 'deploy', 'destroy'])('is refused by npm run %s, in one line', (name) => {
    const [program, ...words] = scripts[name].split(' ');

    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', older, ...words], {
      cwd: projectRoot,
      encoding: 'utf8',
    });

    expect(program).toBe('node');
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'Node 20.1.0 is too old: run "npm rebuild node", which brings Node 24 along, and use npm start or npm run.\n',
    });
  });
});
