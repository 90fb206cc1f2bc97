import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const run = (...args: string[]) =>
  spawnSync(process.execPath, [fileURLToPath(new URL('calculate.ts', import.meta.url)), ...args], { encoding: 'utf8' });

describe('npm run cost', () => {
  it('tells what a month costs by item, each limit, and what one conversation may take', () => {
    const { status, stdout } = run('--users', '2000000', '--regions', '3');

    expect(status).toBe(0);
    expect(stdout).toContain('2,000,000 users in 3 regions, a month:');
    expect(stdout).toMatch(/\| DynamoDB, writes \| \$\d+ \|/);
    expect(stdout).toMatch(/\| \*\*all\*\* \| \*\*\$[\d,]+\*\* \|/);
    expect(stdout).toContain('| API Gateway, requests | quota | 10,000 | 209 | 95,563,636 |');
    expect(stdout).toContain('One conversation: 1,000 sends or 600 pages a second.');
  });

  it('says what is wrong, and nothing else', () => {
    const { status, stdout, stderr } = run('--users', 'many', '--regions', '0');

    expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ status: 1, stdout: '', lines: 2 });
  });

  it('lists its options', () => {
    const { status, stdout } = run('--help');

    expect(status).toBe(0);
    expect(stdout).toContain('--months-kept');
  });
});
