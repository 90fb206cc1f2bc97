import { describe, expect, it } from '@jest/globals';
import { type Bill, billOf, totalOf } from './bill.ts';
import { type Load, MONTH, usualLoad } from './load.ts';
import { oneRegion, threeRegions } from './scenarios.ts';

/** One user who does nothing, with messages of 350 B. */
const nobody: Load = {
  ...usualLoad,
  users: 1,
  messagesPerUser: 0,
  pagesPerUser: 0,
  inboxesPerUser: 0,
  receiptsPerUser: 0,
  contactsPerUser: 10,
  logInsPerUser: 0,
  bytesPerMessage: 350,
  withKey: 0,
  beginsHour: 0,
  isGzipped: false,
  isTraced: true,
  monthsKept: 0,
  regions: oneRegion,
};

/** Half the seconds of a month, so that X-Ray traces all. */
const SOME = MONTH / 2;
const GB = 2 ** 30;

const expectBill = (load: Partial<Load>, expected: Partial<Bill>) => {
  const bill = billOf({ ...nobody, ...load });
  for (const [item, dollars] of Object.entries(bill)) {
    expect([item, dollars]).toEqual([item, expect.closeTo(expected[item as keyof Bill] ?? 0, 6)]);
  }
};

/** What requests cost that run a function of 1 GB for 10 ms, and 1 in 100 of them also starts one in 0.25 s. */
const requests = (count: number) => ({
  api: count * 1e-6,
  functionRequests: count * 0.2e-6,
  functionTime: count * (0.01 + 0.01 * 0.25) * 0.0000133334,
  logs: ((count * 1000) / GB) * 0.5,
  traces: count * 5e-6,
});

describe('the bill of a month', () => {
  it('is nothing where nobody does anything', () => {
    expect(totalOf(billOf(nobody))).toBe(0);
  });

  it('has 3 read units and 1 write unit for each message sent', () => {
    expectBill(
      { messagesPerUser: SOME },
      {
        ...requests(SOME),
        writes: SOME * 0.625e-6,
        reads: 3 * SOME * 0.125e-6,
        dataOut: ((SOME * (300 + 350)) / GB) * 0.09,
      },
    );
  });

  it('has 6 read units for each page, and a third of its bytes where it is gzipped', () => {
    const paid = { ...requests(SOME), reads: 6 * SOME * 0.125e-6 };
    const dataOut = (bytes: number) => ((SOME * (300 + bytes)) / GB) * 0.09;

    expectBill({ pagesPerUser: SOME }, { ...paid, dataOut: dataOut(50 * 350) });
    expectBill({ pagesPerUser: SOME, isGzipped: true }, { ...paid, dataOut: dataOut(50 * 350 * 0.31) });
  });

  it('has 24 read units for each inbox of 10 conversations, and 2 read units and 1 write unit for each receipt', () => {
    expectBill(
      { inboxesPerUser: SOME },
      {
        ...requests(SOME),
        functionTime: SOME * (0.03 + 0.01 * 0.25) * 0.0000133334,
        reads: 24 * SOME * 0.125e-6,
        dataOut: ((SOME * (300 + 10 * (350 + 130))) / GB) * 0.09,
      },
    );
    expectBill(
      { receiptsPerUser: SOME },
      {
        ...requests(SOME),
        writes: SOME * 0.625e-6,
        reads: 2 * SOME * 0.125e-6,
        dataOut: ((SOME * 300) / GB) * 0.09,
      },
    );
  });

  it('has 7 write units and a third of a second of a vCPU for each log-in', () => {
    expectBill(
      { logInsPerUser: SOME },
      {
        ...requests(SOME),
        functionTime: SOME * (0.3 + 0.01 * 0.25) * (1769 / 1024) * 0.0000133334,
        writes: 7 * SOME * 0.625e-6,
        reads: 3 * SOME * 0.125e-6,
        dataOut: ((SOME * (300 + 150)) / GB) * 0.09,
      },
    );
  });

  const writesOf = (load: Partial<Load>) => billOf({ ...nobody, messagesPerUser: 1e6, ...load }).writes;

  it('has a note for each send with a key, two contacts for the first of an hour, and a unit more for each KB begun', () => {
    expect(writesOf({})).toBeCloseTo(0.625);
    expect(writesOf({ withKey: 1 })).toBeCloseTo(2 * 0.625);
    expect(writesOf({ beginsHour: 0.5 })).toBeCloseTo(2 * 0.625);
    expect(writesOf({ bytesPerMessage: 1025 })).toBeCloseTo(2 * 0.625);
  });

  it('has what expires written in every region but the one that deletes it', () => {
    const unit = 0.625 + 0.715 + 0.7625;

    expect(writesOf({ regions: threeRegions })).toBeCloseTo(unit);
    expect(writesOf({ regions: threeRegions, withKey: 1 })).toBeCloseTo(2 * unit + (2 / 3) * unit);
  });

  it('keeps 100 bytes beside each message, and 48 more in each region where there are several', () => {
    const storageOf = (regions: Load['regions']) =>
      billOf({ ...nobody, messagesPerUser: 1e6, monthsKept: 12, regions }).storage;
    const gigabytes = (bytes: number) => (12e6 * bytes) / GB;

    expect(storageOf(oneRegion)).toBeCloseTo(gigabytes(450) * 0.45);
    expect(storageOf(threeRegions)).toBeCloseTo(gigabytes(498) * (0.45 + 0.513 + 0.5508));
  });

  it('pays for what each region sends to the others what that region asks', () => {
    const { betweenRegions } = billOf({ ...nobody, messagesPerUser: 3e6, regions: threeRegions });

    expect(betweenRegions).toBeCloseTo(((1e6 * 398) / GB) * 2 * (0.02 + 0.09 + 0.02));
  });

  it('has lower prices for what is beyond 300 million requests, 10 TB of logs and 10 TB out', () => {
    const month = (messagesPerUser: number) => billOf({ ...nobody, messagesPerUser });
    const terabytes = (count: number, bytes: number) => (count * 1024 * GB) / bytes;

    expect(month(600e6).api).toBeCloseTo(300 + 270);
    expect(month(terabytes(60, 1000)).logs).toBeCloseTo(1024 * (10 * 0.5 + 20 * 0.25 + 20 * 0.1 + 10 * 0.05));
    expect(month(terabytes(160, 650)).dataOut).toBeCloseTo(1024 * (10 * 0.09 + 40 * 0.085 + 100 * 0.07 + 10 * 0.05));
  });

  it('meters a page as one request for each 512 KB', () => {
    const apiOf = (load: Partial<Load>) =>
      billOf({ ...nobody, pagesPerUser: 1e6, bytesPerMessage: 16_384, ...load }).api;

    expect([apiOf({}), apiOf({ isGzipped: true })]).toEqual([2, 1]);
  });

  it('traces the first request of each second, and one in twenty of the others', () => {
    const { traces } = billOf({ ...nobody, pagesPerUser: 21 * MONTH });

    expect(traces).toBeCloseTo(2 * MONTH * 5e-6);
  });

  it('traces nothing unless that is asked for', () => {
    expect(usualLoad.isTraced).toBe(false);
    expect(billOf({ ...nobody, pagesPerUser: MONTH, isTraced: false }).traces).toBe(0);
  });

  it('has an alarm in each region for each replicated table and each other region, and a dashboard, and none in one', () => {
    const alarmsIn = (regions: Load['regions']) => billOf({ ...nobody, regions }).alarms;

    expect(alarmsIn(oneRegion)).toBe(0);
    expect(alarmsIn(threeRegions)).toBeCloseTo(3 * (2 * 6 * 0.1 + 3));
  });
});
