import { ChatError } from '../../lib/errors.ts';

/** The server has more to do than it can: the request has waited so long that it could not be answered in time. */
export class Overloaded extends ChatError {
  readonly code = 'unavailable';
  override readonly retryAfter = 1;

  constructor() {
    super('The server has too much to do. Try again in a moment.');
  }
}

/** Does a piece of work when there is room for it. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Every request is answered within 5 s, of which a busy machine needs some for reading it and writing the answer, and
 * some because its work may take longer than any has before.
 */
const WAIT_AND_WORK_MILLISECONDS = 3000;

/** What the slowest work took counts less with each that follows. */
const FORGETTING = 0.9;

/**
 * Lets at most so many pieces of work run at once; the others wait, first come, first served. Rejects with
 * {@link Overloaded} for one that has waited so long that it would not be done in time if it took as long as the
 * slowest recent one.
 */
export function limitConcurrency(most: number): Limit {
  const waiting = new Set<{ readonly since: number; readonly start: () => void; readonly refuse: () => void }>();
  let underWay = 0;
  let slowest = 0;

  const admission = async (): Promise<void> => {
    if (underWay < most) {
      underWay++;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const refuse = () => reject(new Overloaded());
    const one = { since: performance.now(), start: resolve, refuse };
    waiting.add(one);
    const timer = setTimeout(refuse, Math.max(0, WAIT_AND_WORK_MILLISECONDS - slowest));
    await promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(one);
    });
  };

  const next = (took: number): void => {
    slowest = Math.max(took, slowest * FORGETTING);
    for (const one of waiting) {
      waiting.delete(one);
      if (performance.now() - one.since + slowest <= WAIT_AND_WORK_MILLISECONDS) {
        one.start();
        return;
      }
      one.refuse();
    }
    underWay--;
  };

  return async (work) => {
    await admission();
    const start = performance.now();
    try {
      return await work();
    } finally {
      next(performance.now() - start);
    }
  };
}
