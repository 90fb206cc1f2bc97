import { beforeAll, describe, expect, it } from '@jest/globals';
import newman, { type NewmanRunExecution, type NewmanRunSummary } from 'newman';
import { problems } from '../../lib/http/problem.ts';
import { routes } from '../../lib/routes.ts';
import { productUrl } from '../support/api.ts';
import { collectionFile, type Item, items } from './collection.ts';

describe('the Postman collection', () => {
  let first: NewmanRunSummary;
  let second: NewmanRunSummary;

  beforeAll(async () => {
    first = await run();
    second = await run();
  }, 60_000);

  it('runs green twice in a row', () => {
    expect(failuresOf(first)).toEqual([]);
    expect(failuresOf(second)).toEqual([]);
  });

  it('calls every route, and one path that there is not', () => {
    const calls = first.run.executions.map(({ request }) => `${request.method} ${request.url.getPath()}`);

    const known = routes.map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(calls)].sort()).toEqual([...known, 'GET /nowhere'].sort());
  });

  it('shows in its folder of errors every one that a caller can cause', () => {
    const codes = executions()
      .filter(([{ folders }]) => folders[0] === 'Errors')
      .map(([, { response }]) => JSON.parse(textOf(response)).code);

    const causedByCallers = Object.entries(problems).filter(([, { status }]) => status < 500);
    expect(codes).toEqual(expect.arrayContaining(causedByCallers.map(([code]) => code)));
  });

  it('has examples with the status and the shape of real answers', () => {
    for (const [{ name, response: examples }, { response }] of executions()) {
      const shapes = examples.map(({ code, body }) => ({ name, code, shape: shapeOf(body) }));

      expect(shapes).toEqual([{ name, code: response.code, shape: shapeOf(textOf(response)) }]);
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

  it('gives each request one example, which repeats it as it is', () => {
    for (const { name, request, response: examples } of items) {
      const { method, header, body, url } = request;
      const repeated = examples.map(({ originalRequest }) => ({ name, ...originalRequest }));

      expect(repeated).toEqual([{ name, method, header, body, url }]);
    }
  });

  /** Each request of the collection, with what came of it in the first run. */
  function executions(): [Item, NewmanRunExecution][] {
    // The requests that a script makes before its item's own are listed under that item too.
    const executed = first.run.executions.filter(({ item }, index, all) => all[index + 1]?.item.id !== item.id);
    expect(executed.map(({ item }) => item.name)).toEqual(items.map(({ name }) => name));
    return items.map((item, index) => [item, executed[index] as NewmanRunExecution]);
  }
});

const namesOf = (some: readonly Item[]) => some.map(({ name }) => name);

const textOf = (response: NewmanRunExecution['response']) => response.text() ?? '';

const run = () =>
  new Promise<NewmanRunSummary>((resolve, reject) => {
    const envVar = [{ key: 'baseUrl', value: productUrl() }];
    newman.run({ collection: collectionFile, envVar }, (error, summary) => (error ? reject(error) : resolve(summary)));
  });

const failuresOf = (summary: NewmanRunSummary) =>
  summary.run.failures.map(({ source, error }) => `${source?.name}: ${error.test}: ${error.message}`);

/** The names and types in a text of JSON. */
function shapeOf(json: string): unknown {
  return json === '' ? undefined : JSON.parse(json, (_, value) => (isLeaf(value) ? typeof value : value));
}

const isLeaf = (value: unknown) => value !== null && typeof value !== 'object';
