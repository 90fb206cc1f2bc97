import { beforeAll, describe, expect, it } from '@jest/globals';
import type { NewmanRunSummary } from 'newman';
import { type Item, itemsOf, readCollection, withItems } from '../../infra/postman/collection.ts';
import { failuresOf, recorded, runCollection } from '../../infra/postman/record.ts';
import { routes } from '../../lib/routes.ts';
import { productUrl } from '../support/api.ts';
import { missingFrom } from './missing.ts';

const collection = readCollection();
const items = itemsOf(collection);

describe('the Postman collection', () => {
  let first: NewmanRunSummary;
  let second: NewmanRunSummary;

  beforeAll(async () => {
    first = await runCollection(productUrl());
    second = await runCollection(productUrl());
  });

  it('runs green twice in a row', () => {
    expect(failuresOf(first)).toEqual([]);
    expect(failuresOf(second)).toEqual([]);
  });

  it('calls every route, and one path that there is not', () => {
    const calls = first.run.executions.map(({ request }) => `${request.method} ${request.url.getPath()}`);

    const known = routes.map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(calls)].sort()).toEqual([...known, 'GET /nowhere'].sort());
  });

  it('lacks no kind of content, no route and no error that a caller can cause', () => {
    expect(missingFrom(collection)).toEqual([]);
  });

  it.each([
    ['a kind of content', 'A video', ['video']],
    ['a route', 'Bob deletes himself', ['DELETE /users/me']],
    ['a code', '409 username_taken', ['username_taken']],
  ])('is found to lack %s', (_, name, missing) => {
    const nothing = { method: 'GET', header: [], url: '{{baseUrl}}/nowhere' };
    const without = withItems(collection, (item) =>
      item.name.startsWith(name) ? { ...item, request: nothing, response: [] } : item,
    );

    expect(missingFrom(without)).toEqual(missing);
  });

  it('has the answers of a run for examples, to the byte, with the requests as they are; if not: npm run openapi', () => {
    const fresh = [first, second].map((summary) => itemsOf(recorded(collection, summary)));

    for (const [index, { name, response }] of items.entries()) {
      expect({ name, fresh: fresh.map((run) => run[index]?.response) }).toEqual({ name, fresh: [response, response] });
    }
  });

  it('tells of each request what it shows', () => {
    const untold = items.filter(({ request }) => !request.description?.trim());

    expect(namesOf(untold)).toEqual([]);
  });

  it('gives each request a test of its own', () => {
    const tests = ({ event = [] }: Item) => event.filter(({ listen }) => listen === 'test');
    const untested = items.filter((item) => !tests(item).some(({ script }) => script.exec.join().includes('pm.test(')));

    expect(namesOf(untested)).toEqual([]);
  });
});

const namesOf = (some: readonly Item[]) => some.map(({ name }) => name);
