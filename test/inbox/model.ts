import { type Conversation, conversationOf } from '../../lib/messages/conversation.ts';
import type { Message, MessageId } from '../../lib/messages/message.ts';
import type { Username } from '../../lib/users/username.ts';
import { firstIdOf, SETTLED_AFTER } from '../pages/model.ts';

/** What a page of an inbox is asked for with, or what one of its links leads to, as a URL spells it. */
export type InboxRequest = {
  readonly pageSize: number;
  readonly since?: string | undefined;
  readonly cursor?: string | undefined;
  readonly poll?: string | undefined;
};

/** A page of an inbox, with its links as requests. */
export type ExpectedInbox = {
  readonly conversations: readonly unknown[];
  readonly next: InboxRequest | null;
  readonly poll: InboxRequest | null;
};

const UNREAD_LOOKED_AT = 100;

/** All inboxes by the book: of what was sent, read and deleted, and in which hours sends failed. */
export class Model {
  readonly #messages = new Map<Conversation, Message[]>();
  /** The hour of the last activity of a conversation, where a send failed after its last message. */
  readonly #failedIn = new Map<Conversation, string>();
  readonly #receipts = new Map<string, MessageId>();

  /** The messages of two, oldest first. */
  of(one: Username, other: Username): readonly Message[] {
    return this.#messages.get(conversationOf(one, other)) ?? [];
  }

  add(message: Message): void {
    const messages = [...this.of(message.sender, message.recipient), message];
    this.#messages.set(
      conversationOf(message.sender, message.recipient),
      messages.sort((one, other) => (one.id < other.id ? -1 : 1)),
    );
  }

  /** A send that told the contacts of that hour, and then failed. */
  fail(one: Username, other: Username, hour: string): void {
    const conversation = conversationOf(one, other);
    const known = this.#failedIn.get(conversation) ?? '';
    this.#failedIn.set(conversation, latestOf(known, hour));
  }

  /** Moves a receipt; undefined where there is no message. */
  read(reader: Username, contact: Username, upTo: MessageId): MessageId | undefined {
    const newest = this.of(reader, contact).at(-1)?.id;
    if (!newest) return undefined;
    const cut = upTo < newest ? upTo : newest;
    const known = this.#receipts.get(`${reader} ${contact}`);
    this.#receipts.set(`${reader} ${contact}`, known && known > cut ? known : cut);
    return cut;
  }

  /** Forgets what a deleted user had read. */
  remove(username: Username): void {
    for (const key of this.#receipts.keys()) if (key.startsWith(`${username} `)) this.#receipts.delete(key);
  }

  /** The page of an inbox that is read at that time, in milliseconds. */
  inboxOf(me: Username, people: readonly Username[], now: number, request: InboxRequest): ExpectedInbox {
    const { pageSize, since, cursor } = request;
    const wanted = people
      .filter((contact) => this.of(me, contact).length > 0)
      .filter((contact) => !since || this.#newest(me, contact).id > since)
      .map((contact) => ({ contact, key: this.#keyOf(me, contact) }))
      .filter(({ key }) => !cursor || key < cursor)
      .sort((one, other) => (one.key < other.key ? 1 : -1));
    const shown = wanted.slice(0, pageSize);
    const last = shown.at(-1);

    const unsettled = firstIdOf(now - SETTLED_AFTER);
    const poll = request.poll ?? (since && since > unsettled ? since : unsettled);
    const isMore = last && wanted.length > pageSize;
    return {
      conversations: shown.map(({ contact }) => this.#listed(me, contact)),
      next: isMore ? { pageSize, since, cursor: last.key, poll } : null,
      poll: isMore ? null : { pageSize, since: poll },
    };
  }

  #newest(me: Username, contact: Username): Message {
    return this.of(me, contact).at(-1) as Message;
  }

  /** By what an inbox is sorted, as a cursor spells it. */
  #keyOf(me: Username, contact: Username): string {
    const { id, sentAt } = this.#newest(me, contact);
    const failedIn = this.#failedIn.get(conversationOf(me, contact)) ?? '';
    const hour = sentAt.slice(0, 'YYYY-MM-DDThh'.length);
    return `${latestOf(failedIn, hour)}_${id}`;
  }

  #listed(me: Username, contact: Username) {
    const readUpTo = this.#receipts.get(`${me} ${contact}`) ?? null;
    const behind = this.of(me, contact).filter(({ id }) => !readUpTo || id > readUpTo);
    const unread = behind.slice(0, UNREAD_LOOKED_AT).filter(({ sender }) => sender === contact).length;
    return {
      contact,
      newest: this.#newest(me, contact),
      unread: contact === me ? 0 : unread,
      readUpTo,
      readByContact: this.#receipts.get(`${contact} ${me}`) ?? null,
    };
  }
}

const latestOf = (...hours: readonly string[]): string => hours.toSorted().at(-1) ?? '';
