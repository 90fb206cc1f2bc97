import type { Cursor, Page, PageLink } from '../pages/page.ts';
import { type Answer, ok } from './answer.ts';
import type { PageBody } from './answers/messages.ts';

/** What the links of a page repeat of the request that led to it. */
type Request = { readonly userA: string; readonly userB: string };

/** A page as its answer: each link a ready-made relative URL, in the body and, but for `poll`, in the `Link` header (RFC 8288). */
export function pageAnswer(request: Request, page: Page): Answer {
  const url = (link: PageLink | null) => link && linkUrl(request, page, link);
  const [next, previous, poll] = [url(page.next), url(page.previous), url(page.poll)];

  const relations = { next, prev: previous };
  const link = Object.entries(relations)
    .filter(([, url]) => url !== null)
    .map(([relation, url]) => `<${url}>; rel="${relation}"`);
  return ok<PageBody>({ ...page, next, previous, poll }, link.length > 0 ? { link: link.join(', ') } : {});
}

function linkUrl({ userA, userB }: Request, { pageSize, order }: Page, link: PageLink): string {
  const { cursor, page, asOf, after, poll } = { ...unset, ...link };
  const parameters = {
    userA,
    userB,
    pageSize,
    // What follows a place is read the oldest first, and says no order.
    order: after ? undefined : order,
    cursor: cursor && spelled(cursor),
    page,
    asOf,
    after,
    poll,
  };
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return `/messages?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

const unset = { cursor: undefined, page: undefined, asOf: undefined, after: undefined, poll: undefined };

const spelled = ({ side, id }: Cursor) => (side === 'before' ? `-${id}` : id);
