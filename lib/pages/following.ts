import { idAt, type MessageId, placeOf } from '../messages/message.ts';
import type { Page } from './page.ts';
import { type ConversationReader, SETTLED_AFTER } from './reader.ts';

/** Where to read on, oldest first: after that id. `poll` is where the reading's first page said to poll from. */
type Following = { readonly after: MessageId; readonly poll?: MessageId | undefined; readonly pageSize: number };

/**
 * What has come after a place, oldest first: one query a page. Its last page says where to poll from next: 30 s before
 * the first page was read, because a message may land that long after its time.
 */
export async function followingPage(reader: ConversationReader, { after, poll, pageSize }: Following): Promise<Page> {
  const from = placeOf(after);
  const found = await reader.take({ towards: 'newer', from, limit: pageSize + 2 });
  const beyond = found[0]?.id === after ? found.slice(1) : found;
  const messages = beyond.slice(0, pageSize);
  const last = messages.at(-1);

  const unsettled = unsettledFrom(reader);
  const pollFrom = poll ?? (unsettled > after ? unsettled : after);
  const hasNext = last !== undefined && beyond.length > pageSize;
  return {
    messages,
    page: null,
    pageSize,
    order: 'oldest',
    next: hasNext ? { after: last.id, poll: pollFrom } : null,
    previous: null,
    poll: hasNext ? null : { after: pollFrom },
    asOf: null,
  };
}

/**
 * A page of another reading, with where to poll from: the newest page at once; and at the end of a reading oldest first,
 * where `poll` is what its first page said, and `next` carries it along. Pages as of a number lead nowhere else.
 */
export function withPoll(
  reader: ConversationReader,
  page: Page,
  { poll, asOf }: { readonly poll?: MessageId | undefined; readonly asOf?: number | undefined },
): Page {
  if (asOf !== undefined) return page;
  const after = poll ?? unsettledFrom(reader);
  const leadsOn = page.order === 'oldest' && page.next !== null;
  return leadsOn ? { ...page, next: { ...page.next, poll: after } } : { ...page, poll: { after } };
}

/** The id from which on messages may still have landed since this reading began. */
const unsettledFrom = (reader: ConversationReader): MessageId => idAt(reader.placeBack(SETTLED_AFTER));
