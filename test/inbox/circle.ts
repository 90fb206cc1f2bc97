import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { isoTime } from '../../lib/clock.ts';
import { contactsStore } from '../../lib/inbox/contacts-store.ts';
import { hourOf } from '../../lib/inbox/hour.ts';
import { lowestIdOf, type Message, type MessageId, placeOf } from '../../lib/messages/message.ts';
import { callerOf, newToken, type Token } from '../../lib/sessions/token.ts';
import type { Username } from '../../lib/users/username.ts';
import { connect } from '../pages/chat.ts';
import { handlersWith } from '../pages/handlers.ts';
import { type Answer, aText, aUsername } from '../support/api.ts';
import { productTable, storeMessages } from '../support/engine.ts';
import { invoke } from '../support/lambda.ts';
import { type InboxRequest, Model } from './model.ts';

type Member = { readonly username: Username; readonly token: Token };

/** When the tests begin, by the clock that they set: shortly before an hour. */
export const START = Date.UTC(2026, 2, 1, 12) - 100;

/** Twelve people who write to each other, the clock that the product goes by, and what a model makes of all that they do. */
export class Circle {
  readonly people: readonly Member[];
  readonly model = new Model();
  readonly deleted = new Set<Username>();
  /** Every message that was acknowledged, in that order. */
  readonly sent: Message[] = [];
  now = START;
  readonly #handlers = handlersWith(connect().dynamodb, () => this.now);

  constructor(people: readonly Member[]) {
    this.people = people;
  }

  get names(): Username[] {
    return this.people.map(({ username }) => username);
  }

  member(number: number): Member {
    return this.people[number % this.people.length] as Member;
  }

  /** Sends a message through the product. */
  async send(from: Member, to: Member): Promise<{ readonly status: number }> {
    const body = { sender: from.username, recipient: to.username, content: aText() };
    const { status, body: message } = await invoke(this.#handlers.send, 'POST /messages', { token: from.token, body });
    if (status !== 201) return { status };
    this.model.add(message);
    this.sent.push(message);
    return { status };
  }

  /** Stores a history past the product: messages of the first to the other. */
  async store(one: Member, other: Member, ids: readonly MessageId[]): Promise<void> {
    await storeMessages(one, other, ids, aText());
    for (const id of ids) {
      const sentAt = placeOf(id).slice(0, isoTime(0).length);
      this.model.add({
        id,
        sender: one.username,
        recipient: other.username,
        sentAt,
        content: aText() as Message['content'],
      });
    }
    const newest = ids.at(-1);
    if (newest) await this.#tell(one, other, placeOf(newest).slice(0, 13));
  }

  /** A send that dies once it has told the contacts of both, by the hour of a place that is so far off. */
  async fail(one: Member, other: Member, later: number): Promise<void> {
    const hour = hourOf(placeOf(lowestIdOf(this.now + later)));
    await this.#tell(one, other, hour);
    this.model.fail(one.username, other.username, hour);
  }

  async #tell(one: Member, other: Member, hour: string) {
    const { setActive } = contactsStore(connect().dynamodb);
    await setActive(one.username, other.username, hour as ReturnType<typeof hourOf>);
    await setActive(other.username, one.username, hour as ReturnType<typeof hourOf>);
  }

  markRead({ token }: Member, { username: contact }: Member, readUpTo: MessageId): Promise<Answer> {
    return invoke(this.#handlers.markRead, 'PUT /receipts', { token, body: { contact, readUpTo } });
  }

  async remove({ username, token }: Member): Promise<void> {
    const { status } = await invoke(this.#handlers.remove, 'DELETE /users/me', { token });
    if (status !== 204) throw new Error(`A deletion is answered ${status}`);
    this.deleted.add(username);
    this.model.remove(username);
  }

  list({ token }: Member, request: InboxRequest): Promise<Answer> {
    const given = Object.entries(request).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
    return this.follow({ token }, `/conversations?${query}`);
  }

  /** What a link leads to; asked for again where a busy machine makes it 503. */
  async follow({ token }: Pick<Member, 'token'>, url: string): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const answer = await invoke(this.#handlers.list, `GET ${url}`, { token });
      if (answer.status !== 503 || tries === 20) return answer;
    }
  }
}

/** Twelve people who are logged in, whatever the clock shows, and have written nothing. */
export async function aCircle(): Promise<Circle> {
  const people = Array.from({ length: 12 }, () => {
    const username = aUsername() as Username;
    return { username, token: newToken(username) };
  });
  const put = (Item: Record<string, unknown>) => ({ PutRequest: { Item } });
  const expiresAt = Date.UTC(2100, 0) / 1000;
  const createdAt = isoTime(Date.UTC(2099, 0));
  await connect().database.send(
    new BatchWriteCommand({
      RequestItems: {
        [productTable('Users')]: people.map(({ username }) => put({ username, passwordHash: '-' })),
        [productTable('Sessions')]: people.map(({ username, token }) =>
          put({ username, tokenDigest: callerOf(token).digest, createdAt, expiresAt }),
        ),
      },
    }),
  );
  return new Circle(people);
}
