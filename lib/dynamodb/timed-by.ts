import type { StoreClock } from './store-clock.ts';

type Received = { readonly response: unknown };

/**
 * SDK middleware around each attempt at a request: lets its answer tell the store's time, an error's as well. Only what
 * DynamoDB itself answers has a request id; something on the way may answer with a time of its own.
 */
export const timedBy =
  (clock: StoreClock) =>
  <Request, Answer extends Received>(next: (request: Request) => Promise<Answer>) =>
  async (request: Request): Promise<Answer> => {
    const answered = clock.attempt();
    const answer = await next(request);
    const { headers } = answer.response as { readonly headers: Readonly<Record<string, string>> };
    if (headers['x-amzn-requestid']) answered(headers.date);
    return answer;
  };
