/** What went wrong, as one line for whoever runs the demo. */
export class Failure extends Error {}

/** Makes one request, such as `call('GET /messages?…', { token })`, and gives the body of its answer. */
export type Client = <Body>(route: string, options?: Options) => Promise<Body>;

type Options = { readonly token?: string; readonly body?: unknown };

/** How long an answer may take, in milliseconds. A Lambda that hashes its first password takes two seconds. */
const LONGEST_ANSWER = 10_000;

/** A client of the server at a URL. It throws a {@link Failure} when there is no answer, or an error. */
export function clientOf(baseUrl: string): Client {
  return async (route, { token, body } = {}) => {
    const [method = '', path = ''] = route.split(' ');
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(LONGEST_ANSWER),
    }).catch(({ message, cause }: Error) => {
      throw new Failure(
        `No answer from ${baseUrl} (${causeOf(cause) ?? message}). Is it running? "npm start" starts it.`,
      );
    });

    const text = await response.text();
    if (!response.ok) throw new Failure(`${route} was answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
}

/** Node's fetch says no more than "fetch failed"; its cause knows why. */
const causeOf = (cause: unknown) => (cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined);
