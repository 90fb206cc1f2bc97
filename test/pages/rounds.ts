import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { ulid } from 'ulid';
import type { Dynamodb } from '../../lib/dynamodb/client.ts';
import type { Message, MessageId } from '../../lib/messages/message.ts';
import { bookmarkItemsOf } from './bookmarks.ts';
import { type Chat, connect } from './chat.ts';
import { concurrentFaults } from './concurrent.ts';
import { diceOf } from './dice.ts';
import { type Fetch, fetches, requestOf } from './operations.ts';

/** What goes on at the same time. */
export type Round = {
  /** How many messages each sender sends, one after the other. */
  readonly senders: readonly number[];
  /** How late each of some messages lands, in milliseconds. */
  readonly slow: readonly number[];
  /** The pages that each reader reads, one after the other. */
  readonly readers: readonly (readonly Fetch[])[];
  /** The part of the bookmarks that somebody deletes. */
  readonly deleted: number;
  readonly seed: number;
};

/** Senders, slow ones among them, readers, and one who deletes bookmarks. */
export const rounds: fc.Arbitrary<Round> = fc.record({
  senders: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
  slow: fc.array(fc.constantFrom(1, 1000, 24_999), { maxLength: 2 }),
  readers: fc.array(fc.array(fetches, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  deleted: fc.constantFrom(0, 0, 0.5, 1),
  seed: fc.nat(),
});

/** A message on its way: when it was sent, and when it was acknowledged, by the moments of its round. */
type Sent = { readonly since: number; message?: Message; acknowledged?: number };

/**
 * Begins the work of a round, which goes on as the store lets its requests in. The check tells what is wrong with the
 * answers, once all is over; whatever was in the conversation before counts as settled.
 */
export function begin(chat: Chat, dynamodb: Dynamodb, round: Round): { work: Promise<void>[]; check: () => string[] } {
  const settled = chat.stored;
  const dice = diceOf(round.seed);
  const sent: Sent[] = [];
  const checks: (() => string[])[] = [];
  let moment = 0;

  const work = [
    ...round.senders.map((count, index) => sendMany(count, index % 2 === 0 ? 0 : 1)),
    ...round.slow.map((by) => recorded(() => chat.landLate(dynamodb, ulid(chat.latest - by, dice) as MessageId))),
    ...round.readers.map(readAll),
    deleteSome(),
  ];
  return { work, check: () => checks.flatMap((check) => check()) };

  async function sendMany(count: number, sender: 0 | 1) {
    for (let number = 0; number < count; number++) await recorded(() => chat.send(sender));
  }

  async function recorded(work: () => Promise<Message>) {
    const entry: Sent = { since: moment++ };
    sent.push(entry);
    entry.message = await work();
    entry.acknowledged = moment++;
  }

  async function readAll(pages: readonly Fetch[]) {
    for (const page of pages) {
      const request = requestOf(page, settled);
      const began = moment++;
      const answer = await chat.fetch(request);
      const ended = moment++;
      checks.push(() => {
        const sure = messagesWhere(({ acknowledged = Number.POSITIVE_INFINITY }) => acknowledged < began);
        const possible = messagesWhere(({ since }) => since < ended);
        return concurrentFaults(answer, request, { settled, sure, possible });
      });
    }
  }

  function messagesWhere(isMeant: (sent: Sent) => boolean): Message[] {
    const messages = sent.filter(isMeant).flatMap(({ message }) => message ?? []);
    return messages.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  async function deleteSome() {
    const bookmarks = await bookmarkItemsOf(connect().database, chat.conversation);
    for (const { conversation, position } of bookmarks.filter(() => dice() < round.deleted)) {
      const Key = { conversation, position };
      await dynamodb.send(new DeleteCommand({ TableName: dynamodb.table('Bookmarks'), Key }));
    }
  }
}
