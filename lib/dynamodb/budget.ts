import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * How long one request may wait for the store, in milliseconds, over all its calls. With hashing and everything
 * else beside it, a request is answered within 5 s even while the store hangs.
 */
const STORE_TIME = 3000;

type Budget = { spend<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T>; close(): void };

const current = new AsyncLocalStorage<Budget>();

/** Runs `work` so that all store calls made in it share one time budget. Calls still running at its end are aborted. */
export async function withStoreBudget<T>(work: () => Promise<T>, milliseconds = STORE_TIME): Promise<T> {
  const budget = newBudget(milliseconds);
  try {
    return await current.run(budget, work);
  } finally {
    budget.close();
  }
}

/** Makes one store call on the budget of the request at hand, or on one of its own where there is no request. */
export async function spendStoreTime<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return (current.getStore() ?? newBudget(STORE_TIME)).spend(call);
}

/** The clock runs only while at least one call is under way: hashing a password spends nothing. */
function newBudget(milliseconds: number): Budget {
  const controller = abortController();
  let left = milliseconds;
  let underWay = 0;
  let startedAt = 0;
  let timer: NodeJS.Timeout | undefined;

  const start = () => {
    if (underWay++ > 0) return;
    startedAt = performance.now();
    timer = setTimeout(() => controller.abort(), Math.max(left, 0));
  };
  const stop = () => {
    if (--underWay > 0) return;
    clearTimeout(timer);
    left -= performance.now() - startedAt;
  };

  return {
    async spend(call) {
      start();
      try {
        return await call(controller.signal);
      } finally {
        stop();
      }
    },
    close() {
      if (underWay > 0) controller.abort(); // not always: the error costs a stack, even if nobody reads it
    },
  };
}

/**
 * An AbortController as far as the SDK needs one. Node's signal is an event target, to which each call listens twice: it took
 * 3 % of the CPU of a send.
 */
function abortController() {
  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    addEventListener: (_type: 'abort', listener: () => void) => listeners.add(listener),
    removeEventListener: (_type: 'abort', listener: () => void) => listeners.delete(listener),
  };
  return {
    signal: signal as unknown as AbortSignal,
    abort() {
      signal.aborted = true;
      for (const listener of listeners) listener();
      listeners.clear();
    },
  };
}
