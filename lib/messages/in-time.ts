import type { Clock } from '../clock.ts';
import { TooLate } from './errors.ts';

/**
 * How long after a message's time an attempt to put it may begin, in milliseconds. An attempt lasts at most a second
 * here, and the network may hold it for a while: the message lands within 30 s, or never.
 */
const LATEST_ATTEMPT = 20_000;

/**
 * A middleware of the SDK that stops any attempt, including the second and the third, that would begin too late: what has
 * not landed by then never will.
 */
export const inTime =
  (time: number, clock: Clock) =>
  <Request, Response>(next: (request: Request) => Promise<Response>) =>
  async (request: Request): Promise<Response> => {
    if (clock() > time + LATEST_ATTEMPT) throw new TooLate();
    return next(request);
  };
