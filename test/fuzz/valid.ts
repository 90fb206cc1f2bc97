import fc from 'fast-check';
import { aPassword } from '../support/api.ts';
import type { Document, Operation, Parameter } from '../support/documented.ts';
import type { Draft } from './draft.ts';
import { aString, fromSchemasOf, type JsonSchema, type Known } from './from-schema.ts';
import { hostileText } from './hostile.ts';

/** The users there are. */
export const people = ['ann', 'ben', 'cat'] as const;

const someone = fc.constantFrom(...people);

/** Mostly of users that there are: strangers never get far. */
const username = fc.oneof(
  { weight: 8, arbitrary: someone },
  { weight: 1, arbitrary: someone.map((name) => name.toUpperCase()) },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{1,31}$/) },
);

const ids = fc.oneof(
  { weight: 4, arbitrary: fc.constant('<id>') },
  { weight: 1, arbitrary: fc.constantFrom('0'.repeat(26), '76EZ91ZPZZZZZZZZZZZZZZZZZZ', '76EZ91ZQ000000000000000000') },
  { weight: 1, arbitrary: fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/) },
);

/** Times of RFC 3339 as `at` takes them, with and without a fraction. */
const times = fc
  .tuple(
    fc.oneof(
      fc.date({
        min: new Date('0000-01-01T00:00:00Z'),
        max: new Date('9999-12-31T23:59:59.999Z'),
        noInvalidDate: true,
      }),
      fc.integer({ min: -60_000, max: 60_000 }).map((away) => new Date(Date.now() + away)),
    ),
    fc.constantFrom('.000'.length, '.00'.length, '.0'.length, 0),
  )
  .map(([time, fraction]) => `${time.toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length + fraction)}Z`);

/** Where a list of conversations goes on: the hour of one, and the id of its newest message. */
const listCursors = fc.tuple(times, ids).map(([time, id]) => `${time.slice(0, 'YYYY-MM-DDThh'.length)}_${id}`);

const messageCursors = fc.tuple(fc.constantFrom('', '-'), ids).map((parts) => parts.join(''));

/** Mostly the right one: a few others, and a name has had too many attempts. */
const passwords = fc.oneof(
  { weight: 8, arbitrary: fc.constant(aPassword) },
  { weight: 1, arbitrary: hostileText.map((text) => `${text}12345678`) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 8, maxLength: 20 }) },
);

/**
 * What the schemas say too little of: rules that they tell in words, and what there is. Where any text goes, hostile
 * ones do as well: some are fine, and the others must not be stored.
 */
const known: Known = {
  username,
  sender: username,
  recipient: username,
  userA: username,
  userB: username,
  text: fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), hostileText),
  contact: username,
  password: passwords,
  newPassword: passwords,
  url: (schema) =>
    fc.oneof(
      hostileText.map((text) => `https://example.com/${text}`),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.constantFrom(
        'https://youtu.be/a',
        'HTTP://www.Vevo.com/ä',
        'https://youtube.com.example/',
        'http://[::1]:8/é?@#@',
      ),
      aString(schema),
    ),
  'Idempotency-Key': fc.oneof(
    fc.integer({ min: 1, max: 5 }).map((key) => `key ${key}`),
    fc.stringMatching(/^[!-~]{1,128}$/),
  ),
  cursor: ({ pattern = '' }) => (pattern.startsWith('^-?') ? messageCursors : listCursors),
  at: times,
  around: ids,
  after: ids,
  since: ids,
  poll: ids,
  readUpTo: ids,
};

/** How likely a parameter is that need not be there: several of the query exclude each other. */
const leftOut = { query: 3, header: 1 };

const isOpen = (operation: Operation) => operation.security.length === 0;

/** One page after another, as a client goes. */
const following: fc.Arbitrary<Draft> = someone.map((name) => ({
  method: 'GET',
  path: '<link>',
  query: [],
  headers: [['Authorization', `Bearer <${name}>`]],
}));

/** Requests that a document allows. */
export function validRequests(document: Document): fc.Arbitrary<Draft> {
  const { fromSchema, named } = fromSchemasOf(document, known);

  const operations = Object.entries(document.paths).flatMap(([path, ofPath]) =>
    Object.entries(ofPath).map(([method, operation]) => validFor(method, path, operation)),
  );
  return fc.oneof(following, ...operations);

  function validFor(method: string, path: string, operation: Operation): fc.Arbitrary<Draft> {
    const schema = operation.requestBody?.content['application/json']?.schema as JsonSchema | undefined;
    return fc
      .record({
        query: parametersIn('query', operation),
        headers: parametersIn('header', operation),
        json: schema ? fromSchema(schema) : fc.constant(undefined),
        token: someone,
      })
      .map(({ query, headers, json, token }) => {
        const from = (json as { sender?: string } | undefined)?.sender;
        const mine = from && people.find((name) => name === from.toLowerCase());
        return {
          method: method.toUpperCase(),
          path,
          query: query.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3Cid%3E', '<id>')}`),
          headers: [
            ...headers,
            ...(schema ? [['Content-Type', 'application/json'] as const] : []),
            ...(isOpen(operation) ? [] : [['Authorization', `Bearer <${mine ?? token}>`] as const]),
          ],
          json,
        };
      });
  }

  function parametersIn(place: string, { parameters = [] }: Operation) {
    return fc
      .tuple(...parameters.filter((one) => one.in === place).map(parameter))
      .map((pairs) => pairs.filter((pair) => pair !== undefined));
  }

  function parameter({ name, in: place, required, schema }: Parameter) {
    const given = named(name, schema as JsonSchema).map((value) => [name, String(value)] as const);
    if (required) return given;
    const weight = place === 'query' ? leftOut.query : leftOut.header;
    return fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: given });
  }
}
