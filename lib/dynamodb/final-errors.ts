import { isClockSkewError } from '@smithy/core/retry';

/**
 * SDK middleware around each attempt at a request. Where an answer shows this machine's clock to be minutes off, the SDK
 * corrects the time of its signatures, and takes whatever error came with that answer for one that the next attempt may not
 * meet. Only an error about the signature is: a failed condition stays a failed condition.
 */
export const finalErrors =
  <Request, Answer>(next: (request: Request) => Promise<Answer>) =>
  async (request: Request): Promise<Answer> => {
    try {
      return await next(request);
    } catch (error) {
      const sdkError = error as Parameters<typeof isClockSkewError>[0];
      const { $metadata = {} } = sdkError;
      if (!isClockSkewError(sdkError)) Reflect.deleteProperty($metadata, 'clockSkewCorrected');
      throw error;
    }
  };
