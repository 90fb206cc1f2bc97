import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const clockModule = fileURLToPath(new URL('clock.ts', import.meta.url));

/** What a process prints whose clock is set apart. */
async function printed(environment: Record<string, string>, expression: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', clockModule, '--print', `JSON.stringify(${expression})`],
    { env: { ...process.env, ...environment } },
  );
  return JSON.parse(stdout);
}

describe('the clock of a process', () => {
  it('is off by CLOCK_OFFSET, however it is asked', async () => {
    const shown = await printed(
      { CLOCK_OFFSET: '-3600000' },
      '[Date.now(), new Date().getTime(), Date.parse(Date())].map((time) => time - performance.timeOrigin - performance.now())',
    );

    for (const difference of shown as number[]) expect(Math.abs(difference + 3_600_000)).toBeLessThan(2000);
  });

  it('stands still at CLOCK_FROZEN_AT', async () => {
    const frozenAt = Date.UTC(2026, 0, 1);

    const shown = await printed({ CLOCK_FROZEN_AT: `${frozenAt}` }, '[Date.now(), +new Date()]');

    expect(shown).toEqual([frozenAt, frozenAt]);
  });

  it('leaves stated times as they are', async () => {
    const shown = await printed(
      { CLOCK_OFFSET: '5000' },
      "[new Date(0), new Date(2026, 0, 1) instanceof Date, Date.UTC(1970, 0), Date.parse('1970-01-01T00:00:01Z')]",
    );

    expect(shown).toEqual(['1970-01-01T00:00:00.000Z', true, 0, 1000]);
  });
});
