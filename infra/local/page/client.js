/**
 * A client of Duologue's API, for browsers and for Node, to use and to copy from.
 * - A message gets one idempotency key, which every repetition carries: it is stored once, whatever happens.
 * - A request that got no answer, or 503, is repeated where that is safe, after as long as `Retry-After` says.
 * - Links are followed as they are: `next` to read on, `poll` to hear what is new. What comes again is told once.
 *
 * @import { Conversation, Fault, Inbox, Message, Page, ProblemBody } from './api.d.ts'
 * @typedef {{ attempt: number, wait: number, problem: Problem }} Retry how often it was tried, and when it is again, in ms
 * @typedef {{ key?: string, signal?: AbortSignal, onRetry?: (retry: Retry) => void }} Repeating
 * @typedef {Repeating & { token?: string, body?: unknown }} Options
 * @typedef {Options & { route: string, attempt: number, status: number, milliseconds: number }} Exchange
 * @typedef {ReturnType<ReturnType<typeof clientOf>['session']>} Session
 */

/** How long an answer may take, in milliseconds. The server answers within 5 s, should its store hang. */
const LONGEST_ANSWER = 10_000;

/** The longest pause between two attempts, in milliseconds, where the server has not asked for another. */
const LONGEST_PAUSE = 8_000;

/** What came instead of success. Its status is 0 where there was no answer. */
export class Problem extends Error {
  /** @param {number} status @param {ProblemBody} body @param {number} [retryAfter] in seconds @param {unknown} [cause] */
  constructor(status, body, retryAfter, cause) {
    super(body.detail ?? body.message ?? `The server answered ${status}.`, { cause });
    this.status = status;
    this.retryAfter = retryAfter;
    this.code = body.code;
    /** @type {readonly Fault[]} */
    this.errors = body.errors ?? [];
  }

  /** Whether the same request may succeed in a moment. What has no code was answered by what stands before the API. */
  get willPass() {
    const { status, code } = this;
    return status === 0 || status === 503 || (code === undefined && (status === 429 || status > 500));
  }
}

/** A new idempotency key: 128 random bits. (Pages that came over plain HTTP have no `crypto.randomUUID`.) */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A client of the API at a URL such as `http://127.0.0.1:3000`. It repeats requests for `patience` milliseconds, and
 * tells `onExchange` of each attempt.
 * @param {string} api @param {{ patience?: number, onExchange?: (exchange: Exchange) => void }} [options]
 */
export function clientOf(api, { patience = 60_000, onExchange = () => {} } = {}) {
  /**
   * Makes a request, such as `call('GET /conversations', { token })`. It is repeated where that is safe: where it reads,
   * sets what it may set again, or has a key. Throws {@link Problem}, or the reason of an aborted signal.
   * @param {string} route @param {Options} [options]
   */
  async function call(route, options = {}) {
    const isSafe = /^(GET|PUT) /.test(route) || options.key !== undefined;
    const start = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(route, options, attempt);
      } catch (problem) {
        if (!(problem instanceof Problem && problem.willPass && isSafe)) throw problem;
        const wait = problem.retryAfter === undefined ? pauseAfter(attempt) : problem.retryAfter * 1000;
        if (performance.now() + wait - start > patience) throw problem;
        options.onRetry?.({ attempt, wait, problem });
        await pause(wait, options.signal);
      }
    }
  }

  /** @param {string} route @param {Options} options @param {number} attempt */
  async function once(route, options, attempt) {
    const { token, body, key, signal } = options;
    const [method = '', path = ''] = route.split(' ');
    const start = performance.now();
    const tell = (/** @type {number} */ status) =>
      onExchange({ ...options, route, attempt, status, milliseconds: performance.now() - start });
    try {
      signal?.throwIfAborted();
      const response = await fetch(api + path, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([AbortSignal.timeout(LONGEST_ANSWER), ...(signal ? [signal] : [])]),
      });
      const text = await response.text();
      tell(response.status);
      const answer = parse(text);
      const retryAfter = response.headers.get('retry-after');
      if (!response.ok || (text && !answer)) {
        throw new Problem(response.status, answer ?? notJson(text), retryAfter ? Number(retryAfter) : undefined);
      }
      return { body: answer, replayed: response.headers.get('idempotent-replayed') === 'true' };
    } catch (error) {
      if (error instanceof Problem) throw error;
      signal?.throwIfAborted();
      tell(0);
      throw new Problem(0, { detail: `There is no answer from ${api}.` }, undefined, error);
    }
  }

  /** What a user can do who is logged in. @param {{ username: string, token: string }} login */
  function session({ username, token }) {
    /** What a link leads to. @param {string} link @param {Repeating} [options] @returns {Promise<any>} */
    const follow = async (link, options) => (await call(`GET ${link}`, { token, ...options })).body;

    /**
     * Reads what leads on from a page that has a `poll`, up to the page that has the next one.
     * @template {Page | Inbox} P @param {P} from @param {Repeating} [options] @returns {Promise<P[]>}
     */
    async function round(from, options) {
      const pages = [];
      for (let link = from.poll; link; link = pages.at(-1)?.next ?? null) pages.push(await follow(link, options));
      return pages;
    }

    return {
      username,
      token,
      follow,

      /** Sends a message, once; also when it is called again with the key of the time before.
       * @param {string} recipient @param {object} content @param {Repeating} [options] @returns {Promise<Message>} */
      send: async (recipient, content, { key = newKey(), ...options } = {}) =>
        (await call('POST /messages', { token, key, body: { sender: username, recipient, content }, ...options })).body,

      /** A page of the conversation with a contact: the newest, or what the parameters ask for.
       * @param {string} contact @param {Record<string, string>} [parameters] @returns {Promise<Page>} */
      page: (contact, parameters) =>
        follow(`/messages?${new URLSearchParams({ userA: username, userB: contact, ...parameters })}`),

      /** All conversations, the latest first, with a `poll`. @returns {Promise<Inbox>} */
      async inbox() {
        const pages = [await follow('/conversations?pageSize=50')];
        while (pages.at(-1).next) pages.push(await follow(pages.at(-1).next));
        return { ...pages.at(-1), conversations: pages.flatMap(({ conversations }) => conversations) };
      },

      /**
       * Follows a conversation, from a page that has a `poll`. Each call of what it returns gives the messages that came
       * since, each once: a poll begins 30 s early, because a message may land late, and tells again what came then.
       * @param {Page} page @returns {(options?: Repeating) => Promise<readonly Message[]>}
       */
      following(page) {
        let last = page;
        let known = new Set(page.messages.map(({ id }) => id));
        return async (options) => {
          const pages = await round(last, options);
          const told = pages.flatMap(({ messages }) => messages);
          const news = told.filter(({ id }) => !known.has(id));
          known = new Set(told.map(({ id }) => id)); // polls begin ever later: what comes again was in this round
          last = pages.at(-1) ?? last;
          return news;
        };
      },

      /**
       * Follows all conversations by one poll. Each call of what it returns gives those that got a message since. They
       * come again for 30 s, and each time is a reason to look for what landed late, with `following`.
       * @param {Inbox} inbox @returns {(options?: Repeating) => Promise<readonly Conversation[]>}
       */
      followingAll(inbox) {
        let last = inbox;
        return async (options) => {
          const pages = await round(last, options);
          last = pages.at(-1) ?? last;
          return pages.flatMap(({ conversations }) => conversations);
        };
      },

      /** Says that a contact's messages are read, up to that one. @param {string} contact @param {string} readUpTo */
      markRead: (contact, readUpTo) => call('PUT /receipts', { token, body: { contact, readUpTo } }),

      /** @param {string} password @param {string} newPassword */
      changePassword: (password, newPassword) =>
        call('PUT /users/me/password', { token, body: { password, newPassword } }),

      /** Ends this session, or all sessions of the user. @param {{ everywhere?: boolean }} [options] */
      logOut: ({ everywhere } = {}) => call(`DELETE /sessions${everywhere ? '?all=true' : ''}`, { token }),

      deleteUser: () => call('DELETE /users/me', { token }),
    };
  }

  return {
    call,
    session,

    /** @param {{ username: string, password: string }} body */
    signUp: (body) => call('POST /users', { body }),

    /** @param {{ username: string, password: string }} body */
    logIn: async (body) => session((await call('POST /sessions', { body })).body),
  };
}

/** The pause after so many attempts, in milliseconds: longer each time, and another one for each client. */
const pauseAfter = (/** @type {number} */ attempt) =>
  Math.min(LONGEST_PAUSE, 500 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);

/** @param {number} milliseconds @param {AbortSignal} [signal] @returns {Promise<void>} */
const pause = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop);
  });

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} text */
const notJson = (text) => ({
  message: `The answer is no JSON, so this is not Duologue: ${text.replaceAll(/\s+/g, ' ').slice(0, 200)}`,
});
