import type { Fate } from './fate.ts';
import type { Plan } from './plan.ts';

/** A stretch of time in which every request meets the same fate. Times are milliseconds from the plan's beginning. */
export type Storm = { readonly from: number; readonly to: number; readonly fate: Fate };

/** The plan, but for its storms. */
export function withStorms(plan: Plan, storms: readonly Storm[]): Plan {
  const begun = performance.now();
  return (call) => {
    const elapsed = performance.now() - begun;
    return storms.find(({ from, to }) => elapsed >= from && elapsed < to)?.fate ?? plan(call);
  };
}
