import { isClockSkewError } from '@smithy/core/retry';

type Next<Request, Answer> = (request: Request) => Promise<Answer>;
type Received = { readonly response: unknown };
type Understood = { readonly output: object };

/** What came is no answer of DynamoDB's: what was asked may or may not have happened. The SDK tries it again. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly $retryable = { throttling: false };
}

const OPENING_BRACE = 0x7b;

/**
 * SDK middleware around each attempt at a request, before its answer is parsed: refuses a body that is no JSON object. The
 * SDK itself takes an empty one for success, while DynamoDB's shortest is `{}`.
 */
export const wholeAnswers =
  (collect: (body: unknown) => Promise<Uint8Array>) =>
  <Request, Answer extends Received>(next: Next<Request, Answer>): Next<Request, Answer> =>
  async (request) => {
    const answer = await next(request);
    const response = answer.response as { body: unknown };
    const body = await collect(response.body);
    if (body[0] !== OPENING_BRACE) throw new NoAnswer('The answer is no JSON object.');
    response.body = body;
    return answer;
  };

/** SDK middleware around each attempt at a request: decides which errors the next attempt may not meet. */
export const judgedAnswers =
  <Request, Answer extends Understood>(
    next: Next<Request, Answer>,
    { commandName }: { readonly commandName?: string },
  ): Next<Request, Answer> =>
  async (request) => {
    try {
      const answer = await next(request);
      if (commandName === 'QueryCommand' && !('Items' in answer.output)) throw new NoAnswer('The answer has no items.');
      return answer;
    } catch (error) {
      const sdkError = error as Parameters<typeof isClockSkewError>[0] & { readonly code?: string };
      // An error without a type is not DynamoDB's; one of Node's HTTP parser comes of what is not even HTTP.
      const isUnreadable = ['SyntaxError', 'Unknown'].includes(sdkError.name) || sdkError.code?.startsWith('HPE_');
      if (isUnreadable) throw new NoAnswer('The answer is not understood.', { cause: error });
      // Where an answer shows this machine's clock to be minutes off, the SDK corrects the time of its signatures, and takes
      // whatever error came with it for one that is gone now. Only an error about the signature is.
      if (!isClockSkewError(sdkError)) Reflect.deleteProperty(sdkError.$metadata ?? {}, 'clockSkewCorrected');
      throw error;
    }
  };
