import { describe, expect, it } from '@jest/globals';
import { ceilingsOf, conversationCeiling } from './ceilings.ts';
import { usualLoad } from './load.ts';
import { threeRegions } from './scenarios.ts';

const find = (load: typeof usualLoad, limit: string) => {
  const found = ceilingsOf(load).find((ceiling) => ceiling.limit === limit);
  if (!found) throw new Error(`no limit is called ${limit}`);
  return found;
};

describe('the limits', () => {
  it('are the nearest first, and met by as many users as they say', () => {
    const [nearest] = ceilingsOf(usualLoad);
    const users = nearest?.users ?? 0;
    const [at] = ceilingsOf({ ...usualLoad, users });
    const [beyond] = ceilingsOf({ ...usualLoad, users: users + 2 });

    expect(at?.used).toBeLessThanOrEqual(at?.allowed ?? 0);
    expect(beyond?.used).toBeGreaterThan(beyond?.allowed ?? 0);
  });

  it('count requests in the busiest second', () => {
    const month = 730 * 3600;
    const each = { messagesPerUser: 1, pagesPerUser: 2, inboxesPerUser: 1, receiptsPerUser: 1, logInsPerUser: 1 };
    const load = { ...usualLoad, ...each, users: month, peakFactor: 3 };

    expect(find(load, 'API Gateway, requests').used).toBeCloseTo(18);
    expect(find(load, 'functions at once, log-ins').used).toBeCloseTo(0.9);
  });

  it('are further away with more regions for what one region answers, and not for what all must write', () => {
    const three = { ...usualLoad, regions: threeRegions };

    expect(find(three, 'API Gateway, requests').used).toBeCloseTo(find(usualLoad, 'API Gateway, requests').used / 3);
    expect(find(three, 'Messages, write units').used).toBe(find(usualLoad, 'Messages, write units').used);
  });

  it('are a thousand sends a second for one conversation, and fewer where messages are longer', () => {
    expect(conversationCeiling({ bytesPerMessage: 350 })).toEqual({ sends: 1000, pages: 600 });
    expect(conversationCeiling({ bytesPerMessage: 2000 }).sends).toBe(500);
  });
});
