/**
 * A client of Duologue's API, for browsers and for Node, to use and to copy from.
 * - A message gets one idempotency key, and every repetition carries it: the message is stored once, whatever happens.
 * - A request without an answer, or with a 503, is repeated where that is safe, after as long as `Retry-After` says.
 * - Links are followed unchanged: `next` to read on, `poll` to hear what is new. What a poll repeats is dropped.
 * @example
 * const ada = await clientOf('http://127.0.0.1:3000').logIn({ username: 'ada', password: 'correct horse' });
 * await ada.send('bob', { type: 'text', text: 'Hello' });
 * const news = ada.following(await ada.page('bob'));
 * for (const message of await news()) console.log(message);
 *
 * @import { Conversation, Fault, Inbox, Message, Page, ProblemBody } from './api.d.ts'
 * @typedef {{ attempt: number, wait: number, problem: Problem }} Retry which attempt failed, and the milliseconds to the next
 * @typedef {{ key?: string, signal?: AbortSignal, onRetry?: (retry: Retry) => void }} Repeating
 * @typedef {Repeating & { token?: string, body?: unknown }} Options
 * @typedef {Options & { route: string, attempt: number, status: number, milliseconds: number }} Exchange
 * @typedef {ReturnType<typeof clientOf>} Client
 * @typedef {ReturnType<Client['session']>} Session
 */

/** How long an answer may take, in milliseconds. The server answers within 5 s, even if its store hangs. */
const LONGEST_ANSWER = 10_000;

/** The longest pause between two attempts, in milliseconds, where the server has not asked for another. */
const LONGEST_PAUSE = 8_000;

/** An answer that is an error, or no answer: then `status` is 0. */
export class Problem extends Error {
  /** @param {number} status @param {ProblemBody} body @param {{ retryAfter?: number | undefined, cause?: unknown }} [more] */
  constructor(status, body, { retryAfter, cause } = {}) {
    super(body.detail ?? body.message ?? `The server answered ${status}.`, { cause });
    this.status = status;
    this.code = body.code;
    /** @type {readonly Fault[]} */
    this.errors = body.errors ?? [];
    /** In seconds. */
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed in a moment. An error without a code is not the API's, but its gateway's. */
  get willPass() {
    const { status, code } = this;
    return status === 0 || status === 503 || (code === undefined && (status === 429 || status > 500));
  }
}

/** A new idempotency key: 128 random bits. (Pages that came over plain HTTP have no `crypto.randomUUID`.) */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A client of the API at a URL such as `http://127.0.0.1:3000`. It repeats a request for up to `patience` milliseconds,
 * and tells `onExchange` of each attempt.
 * @param {string} api @param {{ patience?: number, onExchange?: (exchange: Exchange) => void }} [options]
 */
export function clientOf(api, { patience = 60_000, onExchange = () => {} } = {}) {
  /**
   * Makes a request, such as `call('GET /conversations', { token })`. It is repeated where that is safe: GET, PUT, and
   * whatever has a key. Throws {@link Problem}, or the reason of an aborted signal.
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
        const wait = problem.retryAfter ? problem.retryAfter * 1000 : pauseAfter(attempt);
        if (performance.now() + wait - start > patience) throw problem;
        options.onRetry?.({ attempt, wait, problem });
        await pause(wait, options.signal);
      }
    }
  }

  /** @param {string} route @param {Options} options @param {number} attempt */
  async function once(route, options, attempt) {
    const [method = '', path = ''] = route.split(' ');
    const start = performance.now();
    const tell = (/** @type {number} */ status) =>
      onExchange({ ...options, route, attempt, status, milliseconds: performance.now() - start });
    let response;
    let text;
    try {
      response = await fetch(api + path, { method, ...toRequest(options) });
      text = await response.text();
    } catch (cause) {
      options.signal?.throwIfAborted();
      tell(0);
      throw new Problem(0, { detail: `There is no answer from ${api}.` }, { cause });
    }
    tell(response.status);
    const body = parse(text);
    if (!response.ok || (text !== '' && body === undefined)) {
      const retryAfter = Number(response.headers.get('retry-after')) || undefined;
      throw new Problem(response.status, body ?? notJson(text), { retryAfter });
    }
    return { body, replayed: response.headers.get('idempotent-replayed') === 'true' };
  }

  /** What a user who is logged in can do. @param {{ username: string, token: string }} login */
  function session({ username, token }) {
    /** What a link leads to. @param {string} link @param {Repeating} [options] @returns {Promise<any>} */
    const follow = async (link, options) => (await call(`GET ${link}`, { token, ...options })).body;

    /**
     * Polls, beginning with a page that has a `poll`. Each call gives what came since, in pages.
     * @template {Page | Inbox} P @param {P} last @returns {(options?: Repeating) => Promise<P[]>}
     */
    const polling = (last) => async (options) => {
      const pages = [];
      for (let link = last.poll; link; link = pages.at(-1)?.next ?? null) pages.push(await follow(link, options));
      last = pages.at(-1) ?? last;
      return pages;
    };

    return {
      username,
      token,
      follow,

      /**
       * Sends a message. It is stored once, also when this is called again with the same key.
       * @param {string} recipient @param {object} content @param {Repeating} [options] @returns {Promise<Message>}
       */
      send: async (recipient, content, { key = newKey(), ...options } = {}) =>
        (await call('POST /messages', { token, key, body: { sender: username, recipient, content }, ...options })).body,

      /**
       * A page of the conversation with a contact: the newest, or the one that the parameters ask for.
       * @param {string} contact @param {Record<string, string>} [parameters] @returns {Promise<Page>}
       */
      page: (contact, parameters) =>
        follow(`/messages?${new URLSearchParams({ userA: username, userB: contact, ...parameters })}`),

      /** All conversations, the latest first, with a `poll`. @returns {Promise<Inbox>} */
      async inbox() {
        const pages = [await follow('/conversations?pageSize=50')];
        while (pages.at(-1).next) pages.push(await follow(pages.at(-1).next));
        return { ...pages.at(-1), conversations: pages.flatMap(({ conversations }) => conversations) };
      },

      /**
       * Follows a conversation from a page that has a `poll`. Each call of the returned function gives the messages that
       * came since, each once. A poll begins 30 s early, because a message may land late, so it repeats the latest ones.
       * @param {Page} page @returns {(options?: Repeating) => Promise<readonly Message[]>}
       */
      following(page) {
        const poll = polling(page);
        let known = new Set(page.messages.map(({ id }) => id));
        return async (options) => {
          const messages = (await poll(options)).flatMap((each) => each.messages);
          const news = messages.filter(({ id }) => !known.has(id));
          known = new Set(messages.map(({ id }) => id)); // the next poll begins later, and repeats none but these
          return news;
        };
      },

      /**
       * Follows all conversations by one poll. Each call of the returned function gives the conversations that got a
       * message since. Each comes again for 30 s: a reason to look, with `following`, for a message that landed late.
       * @param {Inbox} inbox @returns {(options?: Repeating) => Promise<readonly Conversation[]>}
       */
      followingAll(inbox) {
        const poll = polling(inbox);
        return async (options) => (await poll(options)).flatMap(({ conversations }) => conversations);
      },

      /** Says up to which message the user has read. @param {string} contact @param {string} readUpTo */
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

/** @param {Options} options @returns {RequestInit} */
const toRequest = ({ token, key, body, signal }) => ({
  headers: {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(key !== undefined && { 'idempotency-key': key }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  },
  ...(body !== undefined && { body: JSON.stringify(body) }),
  signal: AbortSignal.any([AbortSignal.timeout(LONGEST_ANSWER), ...(signal ? [signal] : [])]),
});

/** The pause after that many attempts, in milliseconds: longer each time, and different for each client. */
const pauseAfter = (/** @type {number} */ attempt) =>
  Math.min(LONGEST_PAUSE, 500 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);

/** @param {number} milliseconds @param {AbortSignal} [signal] */
async function pause(milliseconds, signal) {
  signal?.throwIfAborted();
  const { promise: over, resolve: end } = Promise.withResolvers();
  const timer = setTimeout(end, milliseconds);
  signal?.addEventListener('abort', end);
  await over;
  clearTimeout(timer);
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
}

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
  message: `The answer is not JSON, so this is not Duologue: ${text.replaceAll(/\s+/g, ' ').slice(0, 200)}`,
});
