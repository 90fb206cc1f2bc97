import { describe, expect, it } from '@jest/globals';
import { short } from './extent.ts';
import { simulate } from './simulate.ts';

const foundIn = (findings: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(findings).flatMap(([kind, found]) => (found.length > 0 ? [kind] : []));

describe('two regions in which the same people talk at once', () => {
  it('hold the same messages in the same order, and each name once, when replication has arrived', async () => {
    const { findings, history, longestReplication } = await simulate(short);

    expect(foundIn(findings)).toEqual([]);
    expect(history.sends.filter(({ id }) => id).length).toBeGreaterThan(20);
    expect(history.items.home.Bookmarks.length).toBeGreaterThan(1);
    expect(history.items.away.Bookmarks.length).toBeGreaterThan(1);
    expect(longestReplication).toBeGreaterThan(1000);
  });
});

describe('the simulation', () => {
  it('finds it when two messages of one millisecond are one item, of which the later write stands', async () => {
    const clock = [{ frozenAt: Date.now() }];
    const clocks = { home: clock, away: clock };

    const { findings } = await simulate({ ...quick, clocks, broken: 'no-id-in-sort-key' });

    expect(foundIn(findings)).toContain('messages lost');
  });
});

/** As little as shows what is wrong. */
const quick = { ...short, sends: 40, seconds: 3, history: 0, races: 0, outages: [] };
