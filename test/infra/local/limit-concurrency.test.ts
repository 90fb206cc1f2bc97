import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { limitConcurrency } from '../../../infra/local/limit-concurrency.ts';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** So many pieces of work that arrive at once, each of which takes so long: when each ended, and whether it was done. */
async function run(atOnce: number, count: number, milliseconds: number) {
  const limit = limitConcurrency(atOnce);
  const start = performance.now();
  let underWay = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++underWay);
    await pause(milliseconds);
    underWay--;
  };
  const all = Array.from({ length: count }, () =>
    limit(work)
      .then(
        () => 'done',
        ({ code, retryAfter }) => `${code}, ${retryAfter}`,
      )
      .then((how) => ({ how, at: Math.round(performance.now() - start) })),
  );
  await jest.advanceTimersByTimeAsync(20_000);
  return { most, ended: await Promise.all(all) };
}

describe('a limit of concurrency', () => {
  it('works on so much at once, and on the rest in the order in which it came', async () => {
    const { most, ended } = await run(2, 5, 100);

    expect(most).toBe(2);
    expect(ended).toEqual([100, 100, 200, 200, 300].map((at) => ({ how: 'done', at })));
  });

  it('refuses what would not be done within 3 s, two seconds early, and does everything else', async () => {
    const { most, ended } = await run(2, 20, 1000);

    const refused = ended.filter(({ how }) => how !== 'done');
    expect(most).toBe(2);
    expect(ended.length - refused.length).toBe(6);
    expect(new Set(refused.map(({ how }) => how))).toEqual(new Set(['unavailable, 1']));
    expect(Math.max(...ended.map(({ at }) => at))).toBeLessThanOrEqual(3000);
  });

  it('refuses what waits for work that does not end', async () => {
    const { ended } = await run(1, 3, 15_000);

    expect(ended.slice(1)).toEqual([
      { how: 'unavailable, 1', at: 3000 },
      { how: 'unavailable, 1', at: 3000 },
    ]);
  });

  it('goes on after work that failed', async () => {
    const limit = limitConcurrency(1);

    const both = [limit(() => Promise.reject(new Error('a bug'))), limit(async () => 'done')];

    expect(await Promise.allSettled(both)).toMatchObject([{ status: 'rejected' }, { value: 'done' }]);
  });

  it('takes on as much as before after an overload', async () => {
    const limit = limitConcurrency(2);
    const overload = Array.from({ length: 20 }, () => limit(() => pause(2000)).catch(() => {}));
    await jest.advanceTimersByTimeAsync(20_000);
    await Promise.all(overload);
    let underWay = 0;

    for (let count = 0; count < 3; count++) {
      void limit(async () => {
        underWay++;
        await pause(10);
      });
    }
    await jest.advanceTimersByTimeAsync(1);

    expect(underWay).toBe(2);
  });
});
