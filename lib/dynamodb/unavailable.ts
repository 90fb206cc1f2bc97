import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { ChatError } from '../errors.ts';

/** The store did not answer in time, or is overloaded. What was asked of it may or may not have happened. */
export class Unavailable extends ChatError {
  readonly code = 'unavailable';
  override readonly retryAfter = 1;

  constructor(cause: unknown) {
    super('The store did not answer in time. Try again in a moment.', { cause });
  }
}

const troubles = [isTransientError, isThrottlingError, isServerError];

/** The same error, or {@link Unavailable} where the store is in trouble, and the request is not at fault. */
export function storeError(error: unknown): unknown {
  if (!Error.isError(error)) return error;
  const sdkError = error as Parameters<typeof isTransientError>[0];
  const trouble = error.name === 'AbortError' || troubles.some((isTrouble) => isTrouble(sdkError));
  return trouble ? new Unavailable(error) : error;
}
