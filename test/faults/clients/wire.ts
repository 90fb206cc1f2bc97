import type { Exchange } from '../history.ts';
import type { ProductProcess } from '../processes.ts';

/** A request, and what its sender knows of it. */
export type Asked = {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly mayBeRefused?: readonly string[];
  readonly mustBeRefused?: boolean;
};

/** An exchange, with the body and the headers of its answer. */
export type Exchanged = Exchange & { readonly body: unknown; readonly replayed: boolean };

/** After how long a client gives up, in milliseconds: far beyond what is promised, so that it shows. */
const PATIENCE = 15_000;

/** Makes one request to one process and measures it. A broken connection is no error, but an exchange without status. */
export async function exchange(to: ProductProcess, route: string, asked: Asked = {}): Promise<Exchanged> {
  const { token, headers, body, mayBeRefused, mustBeRefused } = asked;
  const [method = '', path = ''] = route.split(' ');
  const startedAt = performance.now();
  const ended = (answer: Partial<Exchanged>): Exchanged => ({
    route: `${method} ${path.replace(/\?.*/, '')}`,
    process: to.name,
    startedAt,
    endedAt: performance.now(),
    mayBeRefused,
    mustBeRefused,
    replayed: false,
    body: undefined,
    ...answer,
  });

  try {
    const response = await fetch(`${to.url()}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    return ended({
      status: response.status,
      code: response.ok ? undefined : answer?.code,
      retryAfter: response.headers.get('retry-after') ?? undefined,
      replayed: response.headers.get('idempotent-replayed') === 'true',
      body: answer,
    });
  } catch {
    return ended({});
  }
}
