import type { ConversationList, ListLink } from '../inbox/conversation-list.ts';
import type { Page, PageLink } from '../pages/page.ts';
import { type Answer, ok } from './answer.ts';
import type { ConversationsBody } from './answers/inbox.ts';
import type { PageBody } from './answers/messages.ts';
import { spelledCursor } from './requests/fetch-messages.ts';
import { spelledListCursor } from './requests/inbox.ts';

/** What the links of a page repeat of the request that led to it. */
type Request = { readonly userA: string; readonly userB: string };

/**
 * A page as its answer: each link is a ready-made relative URL in the body; all but `poll` are also in the `Link` header
 * (RFC 8288).
 */
export function pageAnswer(request: Request, page: Page): Answer {
  const url = (link: PageLink | null) => link && pageUrl(request, page, link);
  const [next, previous, poll] = [url(page.next), url(page.previous), url(page.poll)];
  return ok<PageBody>({ ...page, next, previous, poll }, linkHeader({ next, prev: previous }));
}

/** Somebody's conversations as their answer, with links like those of a page. */
export function conversationsAnswer({ pageSize }: { readonly pageSize: number }, list: ConversationList): Answer {
  const url = (link: ListLink | null) => link && conversationsUrl(pageSize, link);
  const [next, poll] = [url(list.next), url(list.poll)];
  return ok<ConversationsBody>({ ...list, next, poll }, linkHeader({ next }));
}

/** The header `Link`, where there is a link. */
function linkHeader(relations: Readonly<Record<string, string | null>>): { readonly link?: string } {
  const links = Object.entries(relations)
    .filter(([, url]) => url !== null)
    .map(([relation, url]) => `<${url}>; rel="${relation}"`);
  return links.length > 0 ? { link: links.join(', ') } : {};
}

function pageUrl({ userA, userB }: Request, { pageSize, order }: Page, link: PageLink): string {
  const { cursor, page, asOf, after, poll } = { ...unset, ...link };
  return urlOf('/messages', {
    userA,
    userB,
    pageSize,
    // What follows a place is read the oldest first, and says no order.
    order: after ? undefined : order,
    cursor: cursor && spelledCursor(cursor),
    page,
    asOf,
    after,
    poll,
  });
}

const unset = { cursor: undefined, page: undefined, asOf: undefined, after: undefined, poll: undefined };

const conversationsUrl = (pageSize: number, { since, cursor, poll }: ListLink): string =>
  urlOf('/conversations', { pageSize, since, cursor: cursor && spelledListCursor(cursor), poll });

/** A relative URL with those of the parameters that are given. */
function urlOf(path: string, parameters: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return `${path}?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}
