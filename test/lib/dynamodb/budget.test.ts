import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { spendStoreTime, withStoreBudget } from '../../../lib/dynamodb/budget.ts';

/** A call of the store that takes that long, and is broken off as the SDK breaks off: with the signal's reason. */
const callOf = (milliseconds: number) => (signal: AbortSignal) => sleep(milliseconds, 'done', { signal });

const hangs = callOf(60_000);

describe('the budget of store time', () => {
  it('lets a call finish that is quick enough', async () => {
    const result = await withStoreBudget(() => spendStoreTime(callOf(10)), 1000);

    expect(result).toBe('done');
  });

  it('breaks off a call that hangs', async () => {
    const start = performance.now();

    const answering = withStoreBudget(() => spendStoreTime(hangs), 100);

    await expect(answering).rejects.toThrow('aborted');
    expect(performance.now() - start).toBeGreaterThan(90);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is shared by all calls of a request, one after the other', async () => {
    const finished: number[] = [];

    const answering = withStoreBudget(async () => {
      for (const call of [1, 2, 3, 4, 5, 6]) {
        await spendStoreTime(callOf(100));
        finished.push(call);
      }
    }, 400);

    await expect(answering).rejects.toThrow('aborted');
    expect(finished.length).toBeGreaterThanOrEqual(1);
    expect(finished.length).toBeLessThanOrEqual(4);
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

    const answer = await withStoreBudget(async () => {
      forgotten = spendStoreTime(hangs);
      forgotten.catch(() => {});
      return 'answered';
    });

    expect(answer).toBe('answered');
    await expect(forgotten).rejects.toThrow('aborted');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is there for a call outside any request', async () => {
    const result = await spendStoreTime(callOf(10));

    expect(result).toBe('done');
  });

  it('passes on what a call throws', async () => {
    const answering = withStoreBudget(() => spendStoreTime(() => Promise.reject(new Error('the store says no'))));

    await expect(answering).rejects.toThrow('the store says no');
  });
});
