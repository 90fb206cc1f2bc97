import type { Message } from '../messages/message.ts';
import { type Bookmarks, SPACING } from './bookmarks.ts';
import { countMessages, type Tail } from './count.ts';
import type { ConversationReader } from './reader.ts';

/** Messages by their ordinals, from the oldest, which is 1. Empty where `last < first`. */
export type Span = { readonly first: number; readonly last: number };

/**
 * The messages of a span, oldest first: from the tail as far as that reaches, the others from the nearest bookmark. Where
 * no tail has been read, it is for a span that ends far behind the last bookmark: at half price, it costs less than
 * reading strongly from there.
 */
export async function readSpan(
  reader: ConversationReader,
  bookmarks: Bookmarks,
  span: Span,
  counted?: Tail,
): Promise<readonly Message[]> {
  if (span.first > span.last) return [];
  const isFarBehind = span.last - bookmarks.last.ordinal > SPACING / 2;
  const tail = counted ?? (isFarBehind ? await countMessages(reader, bookmarks, span.last) : undefined);
  if (!tail) return fromBookmark(reader, bookmarks, span);
  const older = await fromBookmark(reader, bookmarks, { first: span.first, last: Math.min(span.last, tail.after) });
  return [...older, ...inTail(tail, span)];
}

/** The messages of a span that lie in a tail, oldest first. */
const inTail = ({ after, messages }: Tail, { first, last }: Span): readonly Message[] =>
  last > after ? messages.slice(Math.max(first - after - 1, 0), last - after) : [];

/**
 * The messages of a span from the last hundredth message up to its end: those up to it backwards, those behind it
 * forwards, and both side by side. Between two bookmarks all has settled, and is read at half price.
 */
async function fromBookmark(reader: ConversationReader, bookmarks: Bookmarks, { first, last }: Span) {
  if (first > last) return [];
  const { ordinal, place } = await bookmarks.upTo(last);
  const [older, newer] = await Promise.all([
    place && ordinal >= first ? reader.take({ towards: 'older', from: place, limit: ordinal - first + 1 }) : [],
    ordinal < last
      ? reader.take({
          towards: 'newer',
          from: place,
          limit: last - ordinal + (place ? 1 : 0),
          consistent: last > bookmarks.last.ordinal,
        })
      : [],
  ]);
  const behind = place ? newer.slice(1) : newer;
  return [...older.toReversed(), ...behind.slice(Math.max(first - ordinal - 1, 0))];
}
