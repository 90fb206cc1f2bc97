import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../support/api.ts';
import type { ExpectedPage, PageRequest } from './model.ts';

/** In which ways an answer differs from the page that the model expects: none, where it is right. */
export function differences({ status, headers, body }: Answer, expected: ExpectedPage): string[] {
  if (status !== 200) return [`the answer is ${status} ${JSON.stringify(body)}`];
  const found: string[] = [];
  const compare = (name: string, actual: unknown, wanted: unknown) => {
    if (!isDeepStrictEqual(actual, wanted)) found.push(`${name} is ${shown(actual)} instead of ${shown(wanted)}`);
  };

  compare('messages', idsOf(body.messages), idsOf(expected.messages));
  if (found.length === 0) compare('messages in full', body.messages, expected.messages);
  for (const name of ['page', 'pageSize', 'order', 'total'] as const) compare(name, body[name], expected[name]);
  if (!expected.asOf.includes(body.asOf)) compare('asOf', body.asOf, expected.asOf);
  compare('next', destination(body.next), spelled(expected.next));
  compare('poll', destination(body.poll), spelled(expected.poll));
  if (expected.previous !== undefined) {
    compare('previous', destination(body.previous), spelled(expected.previous));
    compare('the Link header', headers.get('link'), linkHeader(body));
  }
  return found;
}

const idsOf = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id);

/** What a link leads to. How it carries the poll along is left to it. */
function destination(url: string | null) {
  if (url === null) return null;
  const { pathname, searchParams } = new URL(url, 'https://api.example.com');
  if (pathname !== '/messages') return url;
  const { userA, userB, total, ...rest } = Object.fromEntries(searchParams);
  const entries = Object.entries(rest);
  const plain = entries.filter(([name]) => known.has(name));
  return { ...Object.fromEntries(plain), ...(plain.length < entries.length && { carries: 'the poll' }) };
}

const known = new Set(['page', 'pageSize', 'order', 'asOf', 'cursor', 'after']);

/** A link as its parameters. */
function spelled(request: PageRequest | null) {
  if (!request) return null;
  const { pollAfter, ...rest } = request;
  return { ...textsOf(rest), ...(pollAfter && { carries: 'the poll' }) };
}

/** The parameters of a request, as a URL holds them. */
export const textsOf = (request: PageRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

const linkHeader = ({ next, previous }: { next: string | null; previous: string | null }) => {
  const links = [next && `<${next}>; rel="next"`, previous && `<${previous}>; rel="prev"`].filter(Boolean);
  return links.length > 0 ? links.join(', ') : null;
};

/** Enough of a value to tell two apart. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return Array.isArray(value) && value.length > 6
    ? `${value.length} of them, from ${shown(value[0])} to ${shown(value.at(-1))}`
    : text.slice(0, 600);
}
