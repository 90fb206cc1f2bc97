import { describe, expect, it } from '@jest/globals';
import { seededPlan } from './plan.ts';
import type { StoreCall } from './store-call.ts';

const aCall = (number: number, overrides: Partial<StoreCall> = {}): StoreCall => ({
  process: 'process 1',
  operation: 'PutItem',
  table: 'Messages',
  input: {},
  invocation: `invocation ${number}`,
  attempt: 1,
  signedAt: 0,
  sdkRequest: '',
  ...overrides,
});

const numbers = Array.from({ length: 500 }, (_, index) => index);

describe('a plan', () => {
  it('is the same for the same seed, however the calls of others come between', () => {
    const [plan, again] = [seededPlan(7, 'mixed', 40_000), seededPlan(7, 'mixed', 40_000)];

    const fates = numbers.map((number) => plan(aCall(number)));
    const fatesAgain = numbers.map((number) => {
      again(aCall(-1 - number, { process: 'process 2' }));
      return again(aCall(number));
    });

    expect(fatesAgain).toEqual(fates);
  });

  it('is another for another seed', () => {
    const [plan, other] = [seededPlan(7, 'mixed', 40_000), seededPlan(8, 'mixed', 40_000)];

    expect(numbers.map((number) => other(aCall(number)))).not.toEqual(numbers.map((number) => plan(aCall(number))));
  });

  it('lets nothing happen in a calm', () => {
    const plan = seededPlan(7, 'calm', 40_000);

    expect(new Set(numbers.map((number) => plan(aCall(number)).kind))).toEqual(new Set(['pass']));
  });

  it('brings every kind of fault in a mix', () => {
    const plan = seededPlan(7, 'mixed', 40_000);

    const kinds = new Set(Array.from({ length: 5000 }, (_, number) => plan(aCall(number)).kind));

    expect(kinds.size).toBe(9);
  });

  it('holds writes for up to 40 s, and no reads', () => {
    const longestOf = (operation: string) => {
      const plan = seededPlan(7, 'mixed', 40_000);
      const fates = Array.from({ length: 5000 }, (_, number) => plan(aCall(number, { operation })));
      return Math.max(...fates.map((fate) => (fate.kind === 'land-late' ? fate.milliseconds : 0)));
    };

    expect(longestOf('PutItem')).toBeGreaterThan(30_000);
    expect(longestOf('PutItem')).toBeLessThanOrEqual(40_000);
    expect(longestOf('Query')).toBeLessThan(4000);
  });
});
