import fc from 'fast-check';
import { bodyOf, type Draft, type Mutation } from './draft.ts';
import { hostileKey, hostileText, hostileValue } from './hostile.ts';

type Path = readonly string[];

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every place in a value, the value itself first. */
const placesIn = (value: unknown, path: Path = []): Path[] => [
  path,
  ...(isTree(value) ? Object.entries(value).flatMap(([name, item]) => placesIn(item, [...path, name])) : []),
];

/** A value with another one at a place. Also at `__proto__`, which an assignment would take for something else. */
function withAt(value: unknown, [name, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (name === undefined || !isTree(value)) return change(value);
  const entries = Object.entries(value).map(([key, item]) => [key, key === name ? withAt(item, rest, change) : item]);
  return Object.fromEntries(entries);
}

const anyPlace = (json: unknown, choice: number): Path => {
  const places = placesIn(json);
  return places[choice % places.length] ?? [];
};

const withFields = (json: unknown, fields: readonly (readonly [string, unknown])[]) =>
  isTree(json) ? Object.fromEntries([...Object.entries(json), ...fields]) : json;

const choice = fc.nat(1000);

const replaceValue = fc.tuple(choice, hostileValue).map(
  ([at, value]): Mutation =>
    (draft) => ({ ...draft, json: withAt(draft.json, anyPlace(draft.json, at), () => value) }),
);

const addField = fc.tuple(choice, hostileKey, hostileValue).map(
  ([at, key, value]): Mutation =>
    (draft) => ({
      ...draft,
      json: withAt(draft.json, anyPlace(draft.json, at), (old) => withFields(old, [[key, value]])),
    }),
);

const dropField = choice.map(
  (at): Mutation =>
    (draft) => {
      const path = anyPlace(draft.json, at);
      const without = (old: unknown) =>
        isTree(old) ? Object.fromEntries(Object.entries(old).filter(([key]) => key !== path.at(-1))) : undefined;
      return { ...draft, json: withAt(draft.json, path.slice(0, -1), without) };
    },
);

/** Changes to the text of a body, of whatever it was. */
const respell = fc
  .oneof(
    choice.map((at) => (text: string) => text.slice(0, at % (text.length + 1))),
    fc.tuple(choice, hostileText).map(([at, more]) => (text: string) => {
      const place = at % (text.length + 1);
      return `${text.slice(0, place)}${more}${text.slice(place)}`;
    }),
    fc.constantFrom(
      (text: string) => text + text,
      (text: string) => `[${text}]`,
      (text: string) => `\ufeff${text}`,
      (text: string) => text.replace('{', '{"username":"ann","sender":"ann",'),
      (text: string) => text.padEnd(65_536),
      (text: string) => text.padEnd(65_537),
      (text: string) => text.replaceAll('"', "'"),
      () => '',
    ),
  )
  .map(
    (change): Mutation =>
      (draft) => ({ ...draft, text: change(String(bodyOf(draft) ?? '')) }),
  );

/** Bytes that are no UTF-8, or JSON in another encoding. */
const reencode = fc
  .oneof(
    fc.tuple(choice, fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([at, bytes]) => (body: Buffer) => {
      const place = at % (body.length + 1);
      return Buffer.concat([body.subarray(0, place), bytes, body.subarray(place)]);
    }),
    fc.constant((body: Buffer) => Buffer.from(body.toString(), 'utf16le')),
    fc.constant((body: Buffer) => Buffer.concat([body, Buffer.from([0xc0, 0x80, 0xed, 0xa0, 0x80])])),
  )
  .map(
    (change): Mutation =>
      (draft) => ({ ...draft, text: change(Buffer.from(bodyOf(draft) ?? '')) }),
  );

const withHeader = (draft: Draft, name: string, value: string | undefined): Draft => ({
  ...draft,
  headers: [
    ...draft.headers.filter(([other]) => other !== name),
    ...(value === undefined ? [] : [[name, value] as const]),
  ],
});

const retype = fc
  .constantFrom(
    undefined,
    '',
    'text/plain',
    'application/xml',
    'application/json; charset=utf-16',
    'application/json;charset="UTF-8"',
    'APPLICATION/JSON',
    'application/json, text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'application/problem+json',
  )
  .map(
    (type): Mutation =>
      (draft) =>
        withHeader(draft, 'Content-Type', type),
  );

const reauthorize = fc
  .constantFrom(
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'bearer <ben>',
    'Bearer <ann> <ben>',
    `Bearer ${'A'.repeat(43)}`,
    'Bearer <cat>',
    `Bearer ${'A'.repeat(2000)}`,
  )
  .map(
    (value): Mutation =>
      (draft) =>
        withHeader(draft, 'Authorization', value),
  );

/** Longer lines than 10 KB in all never arrive: API Gateway and the local server answer 431 before they are read. */
const LONGEST = 1500;

/** What HTTP lets through in the value of a header. */
const headerText = hostileText.map((text) => text.replaceAll(/[^\t -~\u0080-\u00ff]/g, '?').slice(0, LONGEST));

const rekey = headerText.map(
  (value): Mutation =>
    (draft) =>
      withHeader(draft, 'Idempotency-Key', value),
);

const repeatHeader = choice.map(
  (at): Mutation =>
    (draft) => {
      const header = draft.headers[at % Math.max(1, draft.headers.length)];
      return header ? { ...draft, headers: [...draft.headers, header] } : draft;
    },
);

/** Texts in a query string: encoded, encoded twice, and what an encoding never gives. */
const queryText = fc.oneof(
  hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, LONGEST)),
  hostileText.map((text) => encodeURIComponent(encodeURIComponent(text.toWellFormed())).slice(0, LONGEST)),
  fc.constantFrom(
    '%2F',
    '%23',
    '%00',
    '%26userA%3Dcat',
    '%',
    '%zz',
    '%ff',
    '%ed%a0%80',
    '%c0%80',
    '+',
    'a=b',
    '[]',
    ';',
    '<id>',
    '-<id>',
    '--<id>',
  ),
);

const replaceParameter = fc.tuple(choice, queryText).map(
  ([at, value]): Mutation =>
    (draft) => ({
      ...draft,
      query: draft.query.map((pair, index) =>
        index === at % draft.query.length ? `${pair.split('=')[0]}=${value}` : pair,
      ),
    }),
);

const names = [
  ...['userA', 'userB', 'page', 'pageSize', 'order', 'total', 'asOf', 'cursor', 'after', 'at', 'around', 'poll'],
  ...['since', 'all'],
];

const addParameter = fc
  .tuple(fc.oneof(fc.constantFrom(...names, '__proto__', 'constructor', 'page%00', 'page[]', ''), queryText), queryText)
  .map(
    ([name, value]): Mutation =>
      (draft) => ({ ...draft, query: [...draft.query, `${name}=${value}`] }),
  );

const repeatParameter = choice.map(
  (at): Mutation =>
    (draft) => {
      const pair = draft.query[at % Math.max(1, draft.query.length)];
      return pair === undefined ? draft : { ...draft, query: [...draft.query, pair] };
    },
);

const dropParameter = choice.map(
  (at): Mutation =>
    (draft) => ({
      ...draft,
      query: draft.query.filter((_, index) => index !== at % draft.query.length),
    }),
);

const reroute = fc
  .constantFrom<Partial<Draft>>(
    { method: 'PUT' },
    { method: 'PATCH' },
    { method: 'TRACE' },
    { path: '/nothing' },
    { path: '//messages' },
    { path: '/messages/' },
    { path: '/Messages' },
    { path: '/messages%2F' },
    { path: '/messages%00' },
    { path: '/messages;a=b' },
    { path: '/%6dessages' },
    { path: '/users/../messages' },
    { path: '/__proto__' },
    { path: '/constructor' },
  )
  .map(
    (change): Mutation =>
      (draft) => ({ ...draft, ...change }),
  );

/** Changes to a request, the likelier ones those that get far. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 6, arbitrary: replaceValue },
  { weight: 2, arbitrary: addField },
  { weight: 2, arbitrary: dropField },
  { weight: 2, arbitrary: respell },
  { weight: 2, arbitrary: reencode },
  { weight: 1, arbitrary: retype },
  { weight: 1, arbitrary: reauthorize },
  { weight: 2, arbitrary: rekey },
  { weight: 1, arbitrary: repeatHeader },
  { weight: 4, arbitrary: replaceParameter },
  { weight: 2, arbitrary: addParameter },
  { weight: 1, arbitrary: repeatParameter },
  { weight: 1, arbitrary: dropParameter },
  { weight: 1, arbitrary: reroute },
);
