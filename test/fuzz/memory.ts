import type { Received } from '../support/documented.ts';

/** How much of what was answered is remembered, of each kind. */
const KEPT = 50;

/** What earlier answers said, for later requests to use. */
export class Memory {
  readonly #tokens: ReadonlyMap<string, string>;
  readonly #passersby: string[] = [];
  readonly #ids: string[] = [];
  readonly #links: string[] = [];
  #turn = 0;

  /** Of people, by name. */
  constructor(tokens: ReadonlyMap<string, string>) {
    this.#tokens = tokens;
  }

  /** Takes in the tokens of passers-by, who may log out, delete themselves, or forget their password. */
  welcome(tokens: readonly string[]): void {
    for (const token of tokens) keep(this.#passersby, token);
  }

  token(name: string): string {
    if (name === 'passerby') return this.#passersby[this.#turn++ % this.#passersby.length] ?? 'none';
    return this.#tokens.get(name) ?? 'none';
  }

  id(): string {
    return this.#ids[this.#turn++ % this.#ids.length] ?? '0'.repeat(26);
  }

  link(): string {
    return this.#links[this.#turn++ % this.#links.length] ?? '/messages';
  }

  learn(target: string, { status, text }: Received): void {
    if (status >= 300 || text === '') return;
    const { id, messages = [], conversations = [], next, previous, poll } = JSON.parse(text);
    if (id) keep(this.#ids, id);
    if (/^\/(messages|conversations)(\?|$)/.test(target)) {
      for (const message of messages.slice(0, 2)) keep(this.#ids, message.id);
      for (const { newest } of conversations.slice(0, 2)) keep(this.#ids, newest.id);
      for (const link of [next, previous, poll]) if (link) keep(this.#links, link);
    }
  }
}

function keep(list: string[], item: string): void {
  list.push(item);
  if (list.length > KEPT) list.shift();
}
