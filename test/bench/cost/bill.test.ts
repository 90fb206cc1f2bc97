import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { billOf, totalOf } from './bill.ts';
import { type Load, usualLoad } from './load.ts';

const readme = readFileSync(new URL('../../../infra/README.md', import.meta.url), 'utf8');

/** One user who does nothing, and has messages of the README's size. */
const nobody: Load = {
  ...usualLoad,
  users: 1,
  messagesPerUser: 0,
  pagesPerUser: 0,
  logInsPerUser: 0,
  bytesPerMessage: 350,
  withKey: 0,
  monthsKept: 0,
};

/** Dollars to the cent, half a cent up, though 0.045 is a little less in binary. */
const inCents = (dollars: number) => (dollars + 1e-9).toFixed(2);

/** What is charged for, in cents. */
const charged = (load: Load) =>
  Object.values(billOf(load))
    .filter((dollars) => dollars > 0)
    .map(inCents);

/** The terms of a row of the README's arithmetic, and its sum. */
function inReadme(row: string) {
  const [, arithmetic = '', sum = ''] =
    new RegExp(`^\\| ${row} \\| (.*?) \\| .*? \\| \\$(.*?) \\|$`, 'm').exec(readme) ?? [];
  return { terms: arithmetic.replaceAll(/\(.*?\)/g, '').match(/\d+\.\d\d/g), sum };
}

describe('the bill of a month', () => {
  it.each([
    ['messages sent', { ...nobody, messagesPerUser: 1e6 }],
    ['pages read', { ...nobody, pagesPerUser: 1e6 }],
    ['log-ins', { ...nobody, logInsPerUser: 1e6 }],
  ])("is that of the README's arithmetic for a million %s", (row, load) => {
    expect(inReadme(row)).toEqual({ terms: charged(load), sum: inCents(totalOf(billOf(load))) });
  });

  it("is the README's for keeping a million messages", () => {
    const { storage } = billOf({ ...nobody, messagesPerUser: 1e6, monthsKept: 1 });

    expect(inReadme('keeping messages, a month').sum).toBe(inCents(storage));
  });

  it('is nothing where nobody does anything', () => {
    expect(totalOf(billOf(nobody))).toBe(0);
  });

  it('has each replicated write and each stored byte once for each region, and the way between them', () => {
    const one = billOf(usualLoad);
    const three = billOf({ ...usualLoad, regions: 3 });

    const attempts = billOf({ ...nobody, logInsPerUser: usualLoad.users * usualLoad.logInsPerUser }).writes * (6 / 7);
    expect(three.writes - attempts).toBeCloseTo(3 * (one.writes - attempts));
    expect(three.storage).toBeCloseTo(3 * one.storage);
    expect([one.betweenRegions, three.betweenRegions > 0, three.functionTime]).toEqual([0, true, one.functionTime]);
  });

  it('has a note for each send with a key, and a unit more for each KB begun', () => {
    const writesOf = (load: Partial<Load>) => billOf({ ...nobody, messagesPerUser: 1e6, ...load }).writes;

    expect(writesOf({ withKey: 1 })).toBeCloseTo(2 * writesOf({}));
    expect(writesOf({ bytesPerMessage: 1025 })).toBeCloseTo(2 * writesOf({}));
  });

  it('has a lower price for requests beyond 300 million in a region', () => {
    const apiOf = (regions: number) => billOf({ ...nobody, messagesPerUser: 600e6, regions }).api;

    expect([apiOf(1), apiOf(2)]).toEqual([300 + 270, 600]);
  });
});
