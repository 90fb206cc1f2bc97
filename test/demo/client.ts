import { CommandError } from '../../infra/command-line/command-error.ts';
import { type Options, Problem, clientOf as theClientOf } from '../../infra/local/page/client.js';

/** Makes one request, such as `call('GET /messages?…', { token })`. */
export type Client = <Body>(route: string, options?: Options) => Promise<Answer<Body>>;

type Answer<Body> = {
  readonly body: Body;
  /** Whether an earlier request with the same idempotency key was answered the same. */
  readonly replayed: boolean;
};

/**
 * The client that the page of `npm start` uses, for the server at a URL. It repeats what is safe to repeat for a while. It
 * throws a {@link CommandError} when there is no answer, or an error.
 */
export function clientOf(baseUrl: string): Client {
  const { call } = theClientOf(baseUrl);
  return (route, options) =>
    call(route, options).catch((error: unknown) => {
      throw error instanceof Problem ? new CommandError(lineOf(error, route, baseUrl)) : error;
    });
}

const lineOf = (problem: Problem, route: string, baseUrl: string) =>
  problem.status === 0
    ? `No answer from ${baseUrl} (${causeOf(problem.cause)}): start it with npm start, or name another server with --url.`
    : `${route} was answered ${problem.status}: ${[problem.message, ...problem.errors.map(toText)].join('; ')}`;

const toText = ({ pointer, parameter, header, detail }: Problem['errors'][number]) =>
  `${pointer ?? parameter ?? header} ${detail}`;

/** Node's fetch says no more than "fetch failed"; its cause knows why. */
const causeOf = (error: unknown) => {
  const { message, cause } = error as Error;
  return cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : message;
};
