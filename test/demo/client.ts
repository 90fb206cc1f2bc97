import { setTimeout as sleep } from 'node:timers/promises';
import { Obstacle } from '../../infra/obstacle.ts';

/** Makes one request, such as `call('GET /messages?…', { token })`. */
export type Client = <Body>(route: string, options?: Options) => Promise<Answer<Body>>;

type Options = {
  readonly token?: string;
  readonly body?: unknown;
  /** Makes a send safe to repeat. */
  readonly idempotencyKey?: string;
};

type Answer<Body> = {
  readonly body: Body;
  /** Whether an earlier request with the same idempotency key was answered the same. */
  readonly replayed: boolean;
};

/** How long an answer may take, in milliseconds. A Lambda that hashes its first password takes two seconds. */
const LONGEST_ANSWER = 10_000;

/** How often a request is made that is answered 503: the store of a server in trouble is soon well again. */
const MOST_TRIES = 5;

/**
 * A client of the server at a URL. It makes a request that has an idempotency key again, with the same key, when it is
 * answered 503. It throws a {@link Obstacle} when there is no answer, or an error.
 */
export function clientOf(baseUrl: string): Client {
  return async (route, options = {}) => {
    for (let tries = 1; ; tries++) {
      const response = await ask(route, options);
      const text = await response.text();
      if (response.ok) {
        return { body: parse(text, route), replayed: response.headers.get('idempotent-replayed') === 'true' };
      }
      const mayRepeat = response.status === 503 && options.idempotencyKey !== undefined && tries < MOST_TRIES;
      if (!mayRepeat) throw new Obstacle(`${route} was answered ${response.status}: ${onOneLine(text)}`);
      await sleep(Number(response.headers.get('retry-after')) * 1000);
    }
  };

  async function ask(route: string, { token, body, idempotencyKey }: Options): Promise<Response> {
    const [method = '', path = ''] = route.split(' ');
    return fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(LONGEST_ANSWER),
    }).catch(({ message, cause }: Error) => {
      throw new Obstacle(
        `No answer from ${baseUrl} (${causeOf(cause) ?? message}): start it with npm start, or name another server with --url.`,
      );
    });
  }
}

/** The JSON of an answer; undefined where it has no body. */
function parse(text: string, route: string) {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Obstacle(`${route} was answered with no JSON, so this is not Duologue: ${onOneLine(text)}`);
  }
}

/** The beginning of a text, such as a page in HTML. */
const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').slice(0, 200);

/** Node's fetch says no more than "fetch failed"; its cause knows why. */
const causeOf = (cause: unknown) =>
  cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : undefined;
