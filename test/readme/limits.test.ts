import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod/mini';
import { LARGEST_BODY } from '../../lib/http/errors.ts';
import { FetchMessagesRequest } from '../../lib/http/requests/fetch-messages.ts';
import { ListConversationsRequest } from '../../lib/http/requests/inbox.ts';
import { defaults } from '../../lib/messages/content/defaults.ts';
import { contentSchema } from '../../lib/messages/content.ts';
import { idempotencyKeySchema } from '../../lib/messages/send-key.ts';
import { givenPasswordSchema, passwordSchema } from '../../lib/users/password.ts';
import { usernameSchema } from '../../lib/users/username.ts';
import { readmeAt, rowsOf, sectionOf } from './readmes.ts';

/** Whether a value of that size is accepted. */
type Accepts = (size: number) => boolean;

const accepts =
  (schema: z.ZodMiniType, made: (size: number) => unknown): Accepts =>
  (size) =>
    size >= 0 && schema.safeParse(made(size)).success;

/** One code point, two units of UTF-16, four bytes of UTF-8. */
const astral = (size: number) => '𓀀'.repeat(size);

const url = 'https://example.com/';
const content = (fields: (size: number) => object) => accepts(contentSchema, fields);
const pageSize = ({ query }: { query: z.ZodMiniType }, others = {}) =>
  accepts(query, (size) => ({ ...others, pageSize: String(size) }));

const { text: frontDoor } = readmeAt('README.md');
const { text: functions } = readmeAt('functions/README.md');
const cellsOf = (text: string, first: string) => rowsOf(text).find(([name]) => name === first) ?? [];
const field = (name: string) => cellsOf(sectionOf(frontDoor, 'Fields'), name);
const between = (text: string, start: string, end: string) =>
  text.slice(text.indexOf(start), text.indexOf(end, text.indexOf(start)));

/** What a README says of a limit, and what is limited, in its order. */
const limits: readonly (readonly [what: string, said: string | undefined, limited: readonly Accepts[]])[] = [
  ['username', field('`username`')[1], [accepts(usernameSchema, (size) => 'x'.repeat(size))]],
  ['password', field('`password`')[1], [accepts(passwordSchema, astral), accepts(givenPasswordSchema, astral)]],
  ['text', field('text: `text`')[1], [content((size) => ({ type: 'text', text: astral(size) }))]],
  [
    'width and height, length',
    field('image: `width`, `height`; video: `length`')[1],
    [
      content((size) => ({ type: 'image', url, width: size, height: size })),
      content((size) => ({ type: 'video', url, length: size })),
    ],
  ],
  [
    'url',
    field('image, video: `url`')[1],
    [content((size) => ({ type: 'image', url: url + astral(size - url.length) }))],
  ],
  [
    'idempotency key',
    between(sectionOf(frontDoor, 'Sending'), '(', ')'),
    [accepts(idempotencyKeySchema, (size) => '~'.repeat(size))],
  ],
  [
    'pageSize of messages',
    cellsOf(sectionOf(frontDoor, 'Reading'), '`pageSize`')[1]?.split(', ')[0],
    [pageSize(FetchMessagesRequest, { userA: 'alice', userB: 'bob' })],
  ],
  [
    'pageSize of conversations',
    between(sectionOf(functions, 'The inbox'), '(at most', ')'),
    [pageSize(ListConversationsRequest)],
  ],
];

/** The ranges in a sentence, such as `1–4,000` or `at most 2,048`; every other number in it as one that is no range. */
function rangesIn(said: string) {
  return [...said.replaceAll(/`[^`]*`/g, '').matchAll(/(?:(\d[\d,]*)–|at most )?(\d[\d,]*)/g)].map(([, from, to]) => ({
    from: from === undefined ? undefined : numberIn(from),
    to: numberIn(to),
  }));
}

const numberIn = (text = '') => Number(text.replaceAll(',', ''));

describe('what the READMEs say of limits', () => {
  it.each(limits)('of %s is what the schemas accept, up to both ends', (_, said = '', limited) => {
    const ranges = rangesIn(said);

    expect(ranges).toHaveLength(limited.length);
    for (const [index, { from, to }] of ranges.entries()) {
      const accepted = limited[index] as Accepts;
      if (from !== undefined) expect([from - 1, from].map(accepted)).toEqual([false, true]);
      expect([to, to + 1].map(accepted)).toEqual([true, false]);
    }
  });

  it('has a row for every field that has limits', () => {
    const named = rowsOf(sectionOf(frontDoor, 'Fields')).flatMap(([name = '']) =>
      [...name.matchAll(/`(\w+)`/g)].map(([, field]) => field),
    );

    expect(named.sort()).toEqual(['height', 'length', 'password', 'source', 'text', 'url', 'username', 'width']);
  });

  it('has the defaults that are filled in', () => {
    const [, , leftOut = ''] = field('image: `width`, `height`; video: `length`');
    const [, paging = ''] = cellsOf(sectionOf(frontDoor, 'Reading'), '`pageSize`');
    const messages = FetchMessagesRequest.query.parse({ userA: 'alice', userB: 'bob' });

    expect(leftOut.match(/\d+/g)?.map(Number)).toEqual([defaults.width, defaults.height, defaults.length]);
    expect(paging).toContain(`, ${messages.pageSize} by default`);
    expect(functions).toContain(`of ${ListConversationsRequest.query.parse({}).pageSize} conversations unless`);
  });

  it('has the size of the largest body, wherever it is named', () => {
    const sizes = [...frontDoor.matchAll(/(\d+) KiB/g)].map(([, kibibytes]) => Number(kibibytes) * 1024);

    expect(sizes.length).toBeGreaterThan(0);
    expect(new Set(sizes)).toEqual(new Set([LARGEST_BODY]));
  });
});
