import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routes } from '../../lib/routes.ts';
import { callerOf, type Token } from '../../lib/sessions/token.ts';
import { aPerson, request } from '../support/api.ts';
import { engineEnvironment } from '../support/engine.ts';
import { type Product, startProduct } from '../support/product.ts';
import { everythingLasting } from '../support/stored.ts';
import { sendRaw, type Tokens } from './bad-input-client.ts';
import { goodInputs } from './bad-input-neighbours.ts';
import { type BadInput, people, send } from './bad-input-request.ts';
import { badInputs } from './bad-inputs.ts';

/** Tables of its own: other tests write to the product's while this one compares before and after. */
const TABLE_PREFIX = `BadInput${process.pid}`;

let product: Product;
let tokens: Tokens;
let before: unknown;

beforeAll(async () => {
  product = await startProduct({ environment: { ...engineEnvironment(), TABLE_PREFIX } });
  const baseUrl = product.url;
  const persons = await Promise.all([...people, 'dead'].map((name) => aPerson(name, baseUrl)));
  tokens = Object.fromEntries(persons.map(({ username, token }) => [username, token]));
  await request('DELETE /sessions', { token: tokens.dead, baseUrl });
  tokens = { ...tokens, digest: callerOf(tokens.ann as Token).digest };
  expect(await sendRaw(baseUrl, tokens, send())).toMatchObject({ status: 201 });
  before = await everythingLasting(TABLE_PREFIX);
});

afterAll(() => product?.stop());

const onEveryAnswer = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

describe('a bad input', () => {
  it.each(badInputs)('gets $status $code: $name', async ({ request, status, code, places }) => {
    const answer = await sendRaw(product.url, tokens, request);

    const problem = JSON.parse(answer.text);
    expect({ status: answer.status, code: problem.code, places: placesIn(problem) }).toEqual({ status, code, places });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', ...onEveryAnswer });
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
    expect(problem).toEqual({
      type: `#${code.replaceAll('_', '-')}`,
      title: expect.stringMatching(/./),
      status,
      code,
      detail: expect.stringMatching(/.{10}/),
      instance: expect.stringMatching(/./),
      ...(code === 'invalid_request' && { errors: problem.errors }),
    });
  });

  it('leaves what is stored as it was', async () => {
    const after = await everythingLasting(TABLE_PREFIX);

    expect(after).toEqual(before);
  });

  it('is listed once', () => {
    const names = badInputs.map(({ name }) => name);

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('is listed for every route', () => {
    const listed = new Set(badInputs.map(({ request }) => request.route));

    expect([...listed].sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });
});

describe('an input that is just good enough', () => {
  it.each(goodInputs)('gets $status: $name', async ({ request, status, answer: expected }) => {
    const answer = await sendRaw(product.url, tokens, request);

    const body = JSON.parse(answer.text);
    expect({ status: answer.status, body }).toEqual({ status, body: expect.objectContaining(expected) });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', ...onEveryAnswer });
  });
});

/** Where the errors of a problem point, each place once, as {@link BadInput} spells them. No fault is told twice, and no parameter. */
function placesIn({ errors }: { errors?: { pointer?: string; parameter?: string; detail: string }[] }) {
  if (!errors) return undefined;
  expect(errors.map(({ detail }) => detail)).toEqual(errors.map(() => expect.stringMatching(/^[a-z].{5}/)));
  const parameters = errors.map(({ parameter }) => parameter).filter((parameter) => parameter !== undefined);
  expect(parameters).toEqual([...new Set(parameters)]);
  const places = errors.map(({ pointer, parameter }) => pointer ?? `?${parameter}`);
  expect(new Set(errors.map((fault) => JSON.stringify(fault))).size).toBe(errors.length);
  return [...new Set(places)].sort();
}
