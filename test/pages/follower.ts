import { type Message, timeOf } from '../../lib/messages/message.ts';
import type { Chat } from './chat.ts';
import type { PageRequest } from './model.ts';

/** For how long a message may come again, in milliseconds. */
const REPEATED_FOR = 30_000;

/** Who follows a conversation: by `poll`, then `next` until null, then `poll` again. */
export class Follower {
  /** Every message shown so far. */
  readonly seen = new Set<string>();
  /** What the design spares a follower, and yet came. */
  readonly faults: string[] = [];
  /** How many readings have been begun: a page, and all that its `next` leads to. */
  readings = 0;
  readonly #chat: Chat;
  readonly #fastBy: number;
  #fetch: () => ReturnType<Chat['fetch']>;
  #isNewReading = true;
  #startedAt = Number.NEGATIVE_INFINITY;
  #previousStartedAt = Number.NEGATIVE_INFINITY;
  #shown = new Set<string>();

  /** Begins with that request. The clock of those who answer is fast by so many milliseconds. */
  constructor(chat: Chat, request: PageRequest, fastBy = 0) {
    this.#chat = chat;
    this.#fastBy = fastBy;
    this.#fetch = () => chat.fetch(request);
  }

  /** Whether the last page of a reading has been read: the next link is a `poll`. */
  get isAtEnd(): boolean {
    return this.#isNewReading;
  }

  /** Follows one link. */
  async step(): Promise<void> {
    const chat = this.#chat;
    const now = chat.now;
    chat.now += this.#fastBy;
    if (this.#isNewReading) this.#begin(chat.now);
    const { status, body } = await this.#fetch();
    chat.now = now;
    if (status !== 200) throw new Error(`A follower is answered ${status} ${JSON.stringify(body)}`);

    for (const message of body.messages) this.#take(message);
    // The newest page has both: its `next` leads back into the past.
    const isPoll = body.poll !== null;
    const link: string | null = isPoll ? body.poll : body.next;
    if (link === null) this.faults.push('there is no link to follow');
    this.#isNewReading = isPoll;
    this.#fetch = () => chat.follow(link ?? '');
  }

  #begin(now: number) {
    this.readings++;
    this.#previousStartedAt = this.#startedAt;
    this.#startedAt = now;
    this.#shown = new Set();
  }

  #take({ id }: Message) {
    if (this.#shown.has(id)) this.faults.push(`${id} is shown twice in one reading`);
    const isSettled = timeOf(id) < this.#previousStartedAt - REPEATED_FOR;
    if (this.seen.has(id) && isSettled) this.faults.push(`${id} comes again, long settled`);
    this.seen.add(id);
    this.#shown.add(id);
  }
}
