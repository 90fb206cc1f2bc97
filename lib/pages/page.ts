import type { Message, MessageId } from '../messages/message.ts';

/** Which messages come first. */
export type Order = 'newest' | 'oldest';

/** A place between two pages: `after` the message of that id, or `before` it, in the asked order. */
export type Cursor = { readonly side: 'after' | 'before'; readonly id: MessageId };

/** What leads from one page to another: a cursor, with the page's number as a label, or the number alone. */
export type PageLink = { readonly cursor?: Cursor; readonly page?: number };

/** A page of a conversation. A link is null where nothing follows now. */
export type Page = {
  readonly messages: readonly Message[];
  /** The number of the page, from 1; null where a cursor without a label led here. */
  readonly page: number | null;
  readonly pageSize: number;
  readonly order: Order;
  readonly next: PageLink | null;
  readonly previous: PageLink | null;
};

/** The highest number of a page: the last whole number that JSON readers agree on. */
export const HIGHEST_PAGE = 2 ** 53;

/** A link to the page with that number beside its cursor, where there is such a number. */
export const labelled = (cursor: Cursor, page: number | undefined): PageLink =>
  page !== undefined && page >= 1 && page <= HIGHEST_PAGE ? { cursor, page } : { cursor };
