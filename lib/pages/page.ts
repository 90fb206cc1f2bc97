import type { Message, MessageId } from '../messages/message.ts';

/** Which messages come first. */
export type Order = 'newest' | 'oldest';

/** A place between two pages: `after` the message of that id, or `before` it, in the asked order. */
export type Cursor = { readonly side: 'after' | 'before'; readonly id: MessageId };

/**
 * What leads from one page to another: a cursor, with the page's number as a label; the number alone; or the place to
 * follow a conversation from. The first and the last carry along where to poll from at the end.
 */
export type PageLink =
  | { readonly cursor: Cursor; readonly page?: number; readonly asOf?: number | undefined; readonly poll?: MessageId }
  | { readonly page: number; readonly asOf?: number | undefined }
  | { readonly after: MessageId; readonly poll?: MessageId };

/** A page of a conversation. A link is null where nothing follows now. */
export type Page = {
  readonly messages: readonly Message[];
  /** The number of the page, from 1; null where a cursor without a label led here. */
  readonly page: number | null;
  readonly pageSize: number;
  readonly order: Order;
  readonly next: PageLink | null;
  readonly previous: PageLink | null;
  /** What to ask for next to hear of new messages. */
  readonly poll: PageLink | null;
  /** Of how many messages the pages are counted; null where nothing was counted. */
  readonly asOf: number | null;
  readonly total?: { readonly messages: number; readonly pages: number };
};

/** The highest number of a page: the last whole number that JSON readers agree on. */
export const HIGHEST_PAGE = 2 ** 53;

/** Where each order leads from page to page. */
export const directions = {
  newest: { onward: 'older', back: 'newer' },
  oldest: { onward: 'newer', back: 'older' },
} as const;

/** A link to a cursor, with the number of the page as a label where there is such a number. */
export const labelled = (cursor: Cursor, page: number | undefined, asOf?: number): PageLink =>
  page !== undefined && page >= 1 ? { cursor, page, asOf } : { cursor };
