import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spendStoreTime, withStoreBudget as unwatched } from '../../../lib/dynamodb/budget.ts';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A call of the store that takes that long, and is broken off as the SDK breaks off. */
const callOf =
  (milliseconds: number) =>
  (signal: AbortSignal): Promise<string> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) reject(new Error('Request aborted'));
      const timer = setTimeout(() => resolve('done'), milliseconds);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new Error('Request aborted'));
      });
    });

const hangs = callOf(60_000);

/** Lets time pass meanwhile. */
async function inTime<T>(outcome: Promise<T>): Promise<T> {
  outcome.catch(() => {});
  await jest.advanceTimersByTimeAsync(10_000);
  return outcome;
}

const withStoreBudget: typeof unwatched = (work, milliseconds) => inTime(unwatched(work, milliseconds));

describe('the budget of store time', () => {
  it('lets a call finish that is quick enough', async () => {
    const result = await withStoreBudget(() => spendStoreTime(callOf(10)), 1000);

    expect(result).toBe('done');
  });

  it('breaks off a call that hangs', async () => {
    const start = performance.now();
    let endedAfter = 0;

    const answering = withStoreBudget(async () => {
      try {
        return await spendStoreTime(hangs);
      } finally {
        endedAfter = performance.now() - start;
      }
    }, 100);

    await expect(answering).rejects.toThrow('aborted');
    expect(endedAfter).toBe(100);
  });

  it('is shared by all calls of a request, one after the other', async () => {
    const finished: number[] = [];

    const answering = withStoreBudget(async () => {
      for (const call of [1, 2, 3, 4, 5, 6]) {
        await spendStoreTime(callOf(100));
        finished.push(call);
      }
    }, 450);

    await expect(answering).rejects.toThrow('aborted');
    expect(finished).toEqual([1, 2, 3, 4]);
  });

  it('counts calls side by side once', async () => {
    const calls = Array.from({ length: 20 }, () => callOf(50));

    const results = await withStoreBudget(() => Promise.all(calls.map(spendStoreTime)), 900);

    expect(results).toEqual(calls.map(() => 'done'));
  });

  it('counts the whole time in which calls overlap', async () => {
    const answering = withStoreBudget(async () => {
      const first = spendStoreTime(callOf(150));
      await sleep(100);
      const second = spendStoreTime(callOf(150));
      await Promise.all([first, second]);
      await spendStoreTime(callOf(150));
    }, 300);

    await expect(answering).rejects.toThrow('aborted');
  });

  it('counts no time between calls, such as that of hashing', async () => {
    const result = await withStoreBudget(async () => {
      await Promise.all([spendStoreTime(callOf(10)), spendStoreTime(callOf(20))]);
      await sleep(400);
      return spendStoreTime(callOf(10));
    }, 300);

    expect(result).toBe('done');
  });

  it('counts the time of a call that failed', async () => {
    const failing = async (signal: AbortSignal) => {
      await callOf(120)(signal);
      throw new Error('the store says no');
    };

    const answering = withStoreBudget(async () => {
      await spendStoreTime(failing).catch(() => {});
      await spendStoreTime(failing).catch(() => {});
      return spendStoreTime(callOf(10));
    }, 200);

    await expect(answering).rejects.toThrow('aborted');
  });

  it('gives a call that comes too late a signal that is aborted already, or at once', async () => {
    const answering = withStoreBudget(async () => {
      await spendStoreTime(hangs).catch(() => {});
      return spendStoreTime(hangs);
    }, 50);

    await expect(answering).rejects.toThrow('aborted');
  });

  it('is one for each request', async () => {
    const requests = [
      withStoreBudget(() => spendStoreTime(hangs), 50),
      withStoreBudget(() => spendStoreTime(callOf(150)), 1000),
    ];

    const outcomes = await Promise.allSettled(requests);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('ends with its request: calls still under way are broken off', async () => {
    let forgotten: Promise<unknown> | undefined;
    const start = performance.now();
    let endedAfter: number | undefined;

    const answer = await withStoreBudget(async () => {
      forgotten = spendStoreTime(hangs);
      forgotten.catch(() => {
        endedAfter = performance.now() - start;
      });
      return 'answered';
    });

    expect(answer).toBe('answered');
    await expect(forgotten).rejects.toThrow('aborted');
    expect(endedAfter).toBe(0);
  });

  it('is there for a call outside any request', async () => {
    const result = await inTime(spendStoreTime(callOf(10)));

    expect(result).toBe('done');
  });

  it('passes on what a call throws', async () => {
    const answering = withStoreBudget(() => spendStoreTime(() => Promise.reject(new Error('the store says no'))));

    await expect(answering).rejects.toThrow('the store says no');
  });
});
