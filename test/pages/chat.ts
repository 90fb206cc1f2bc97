import { BatchWriteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { isoTime } from '../../lib/clock.ts';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';
import { type Conversation, conversationOf } from '../../lib/messages/conversation.ts';
import { type Message, type MessageId, newMessageId, placeOf, timeOf } from '../../lib/messages/message.ts';
import { callerOf, newToken, type Token } from '../../lib/sessions/token.ts';
import type { Username } from '../../lib/users/username.ts';
import { type Answer, aText, aUsername, type Person, pageRoute } from '../support/api.ts';
import { connectPatiently, engine, productTable, storeMessages } from '../support/engine.ts';
import { invoke } from '../support/lambda.ts';
import { textsOf } from './differences.ts';
import { handlersWith } from './handlers.ts';
import type { PageRequest } from './model.ts';

/** When the tests begin, by the clock that they set. */
export const START = Date.UTC(2026, 2, 1, 12);

let connections: { readonly dynamodb: Dynamodb; readonly database: DynamoDBDocumentClient } | undefined;

/** The product's own connection to the test run's engine, and one past the product. */
export function connect() {
  connections ??= { dynamodb: connectPatiently(), database: engine() };
  return connections;
}

/** Two people, their conversation in the engine, the clock that the product goes by, and all that they have stored. */
export class Chat {
  readonly people: readonly [Person, Person];
  readonly conversation: Conversation;
  /** The time that the product's clock shows. */
  now = START;
  /** The latest time that it has shown: what lands before its last 30 s would break the design's own rule. */
  latest = START;
  /** Every message stored so far, sorted. */
  stored: Message[] = [];
  /** How many answers were 503, and asked for again. */
  retries = 0;
  readonly #handlers: ReturnType<typeof handlersWith>;

  constructor(people: readonly [Person, Person], dynamodb: Dynamodb) {
    const [alice, bob] = people;
    this.people = people;
    this.conversation = conversationOf(alice.username as Username, bob.username as Username);
    this.#handlers = handlersWith(dynamodb, () => this.now);
  }

  /** Moves the clock forth, or back. */
  moveClock(milliseconds: number): void {
    this.now += milliseconds;
    this.latest = Math.max(this.latest, this.now);
  }

  /** Sends one message through the product. */
  async send(sender: 0 | 1 = 0, text?: string): Promise<Message> {
    const [from, to] = sender === 0 ? this.people : this.people.toReversed();
    const { status, body } = await invoke(this.#handlers.send, 'POST /messages', {
      token: from?.token ?? '',
      body: { sender: from?.username, recipient: to?.username, content: aText(text) },
    });
    if (status !== 201) throw new Error(`A send is answered ${status} ${JSON.stringify(body)}`);
    this.#add([body]);
    return body;
  }

  /** Stores messages past the product: a history, or what slow senders sent. */
  async store(ids: readonly MessageId[], text?: string): Promise<void> {
    const messages = ids.map((id) => this.#message(id, text));
    await storeMessages(...this.people, ids, aText(text));
    this.#add(messages);
  }

  /** Lets a message of that id land over a connection, past the product. */
  async landLate({ send, table }: Dynamodb, id: MessageId): Promise<Message> {
    const message = this.#message(id);
    const { id: _, sentAt: __, ...rest } = message;
    const Item = { conversation: this.conversation, sentAt: placeOf(id), ...rest };
    await send(new PutCommand({ TableName: table('Messages'), Item }));
    this.#add([message]);
    return message;
  }

  /** Fences the places of those ids: none of them is a message, and none ever will be. */
  async fence(ids: readonly MessageId[]): Promise<void> {
    const { conversation } = this;
    const puts = ids.map((id) => ({ PutRequest: { Item: { conversation, sentAt: placeOf(id), void: true } } }));
    await connect().database.send(new BatchWriteCommand({ RequestItems: { [productTable('Messages')]: puts } }));
  }

  /** An id of that many milliseconds ago. */
  idOf(ago: number): MessageId {
    return newMessageId(this.now - ago);
  }

  #message(id: MessageId, text?: string): Message {
    const [alice, bob] = this.people;
    const names = { sender: alice.username as Username, recipient: bob.username as Username };
    return { id, ...names, sentAt: isoTime(timeOf(id)), content: aText(text) as Message['content'] };
  }

  /** Asks for a page; once more where a long walk has kept its progress. */
  fetch(request: PageRequest): Promise<Answer> {
    const { pollAfter: _, ...parameters } = request;
    return this.follow(pageRoute(...this.people, textsOf(parameters)).replace('GET ', ''));
  }

  /** Asks for a page of two people as somebody. */
  fetchAs({ token }: Person, request: PageRequest = {}, people = this.people): Promise<Answer> {
    return invoke(this.#handlers.fetch, pageRoute(...people, textsOf(request)), { token });
  }

  /** What a link leads to. */
  async follow(url: string): Promise<Answer> {
    const [{ token }] = this.people;
    for (let tries = 1; ; tries++) {
      const answer = await invoke(this.#handlers.fetch, `GET ${url}`, { token });
      if (answer.status !== 503 || tries === 20) return answer;
      this.retries++;
    }
  }

  #add(messages: readonly Message[]) {
    this.stored = [...this.stored, ...messages].sort((one, other) => (one.id < other.id ? -1 : 1));
  }
}

/** A conversation without messages, of two who are logged in, whatever the clock shows. */
export async function aChat(dynamodb = connect().dynamodb): Promise<Chat> {
  const people = [aLogin(), aLogin()] as const;
  const put = (Item: Record<string, unknown>) => ({ PutRequest: { Item } });
  await connect().database.send(
    new BatchWriteCommand({
      RequestItems: {
        [productTable('Users')]: people.map(({ username }) => put({ username, passwordHash: '-' })),
        [productTable('Sessions')]: people.map(({ username, token }) =>
          put({ username, tokenDigest: callerOf(token as Token).digest, expiresAt: Date.UTC(2100, 0) / 1000 }),
        ),
      },
    }),
  );
  const chat = new Chat(people, dynamodb);
  // From now on the product knows the tokens.
  for (const person of people) await chat.fetchAs(person);
  return chat;
}

function aLogin() {
  const username = aUsername();
  return { username, token: newToken(username as Username) };
}
