import type { Cursor, Page, PageLink } from '../pages/page.ts';
import { type Answer, ok } from './answer.ts';

/** What the links of a page repeat of the request that led to it. */
type Request = { readonly userA: string; readonly userB: string; readonly pageSize: number; readonly order: string };

/** A page as its answer: each link a ready-made relative URL, in the body and in the `Link` header (RFC 8288). */
export function pageAnswer(request: Request, page: Page): Answer {
  const next = page.next && linkUrl(request, page.next);
  const previous = page.previous && linkUrl(request, page.previous);

  const relations = { next, prev: previous };
  const link = Object.entries(relations)
    .filter(([, url]) => url !== null)
    .map(([relation, url]) => `<${url}>; rel="${relation}"`);
  return ok({ ...page, next, previous }, link.length > 0 ? { link: link.join(', ') } : {});
}

function linkUrl({ userA, userB, pageSize, order }: Request, { cursor, page }: PageLink): string {
  const parameters = new URLSearchParams({ userA, userB, pageSize: String(pageSize), order });
  if (cursor) parameters.set('cursor', spelled(cursor));
  if (page) parameters.set('page', String(page));
  return `/messages?${parameters}`;
}

const spelled = ({ side, id }: Cursor) => (side === 'before' ? `-${id}` : id);
