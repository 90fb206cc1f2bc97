declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  type Request = { readonly method: string; readonly path: string; readonly headers: object; readonly body?: string };
  type Options = {
    readonly url: string;
    readonly connections: number;
    /** In seconds. */
    readonly duration: number;
    readonly requests: readonly Request[];
    /** After how many seconds a request without an answer is given up: 10. */
    readonly timeout?: number;
    /** Each connection emits `response`, with the status, the bytes and the milliseconds of an answer. */
    readonly setupClient?: (client: EventEmitter) => void;
  };
  type Result = {
    readonly requests: { readonly average: number; readonly total: number };
    readonly non2xx: number;
    readonly errors: number;
  };
  export default function autocannon(options: Options): Promise<Result>;
}
