import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const run = (...args: string[]) =>
  spawnSync(process.execPath, [fileURLToPath(new URL('calculate.ts', import.meta.url)), ...args], { encoding: 'utf8' });

describe('npm run cost', () => {
  it('tells what a month costs by item, each limit, and what one conversation may take', () => {
    const { status, stdout } = run('--users', '2000000', '--regions', 'us-east-1,ap-northeast-1,eu-central-1');

    expect(status).toBe(0);
    expect(stdout).toContain('2,000,000 users in us-east-1, ap-northeast-1, eu-central-1, a month:');
    expect(stdout).toMatch(/^DynamoDB, writes +[\d,]+\.\d\d$/m);
    expect(stdout).toMatch(/^all +[\d,]+\.\d\d$/m);
    expect(stdout).toMatch(/^API Gateway, requests +quota +10,000 +272\.7 +73,339,534$/m);
    expect(stdout).toContain('One conversation: 1,000 sends or 600 pages a second.');
  });

  it('prints columns that line up, numbers to the right', () => {
    const [bill = [], limits = []] = run()
      .stdout.split('\n\n')
      .filter((part) => part.includes('\n'))
      .map((part) => part.split('\n'));

    expect(new Set(bill.map((line) => line.length)).size).toBe(1);
    expect(new Set(limits.map((line) => line.length)).size).toBe(1);
    expect(new Set(limits.slice(1).map((line) => line.search(/quota|setting/))).size).toBe(1);
  });
});
