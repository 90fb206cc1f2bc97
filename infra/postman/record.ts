import newman, { type NewmanRunExecution, type NewmanRunSummary } from 'newman';
import { collectionFile, type Example, type Folder, type Item, itemsOf, withItems } from './collection.ts';
import { stabilizer } from './stable.ts';

/** The headers that an example shows, where an answer has them. Not `Content-Encoding`: the body is shown decoded. */
const shownHeaders = [
  'Content-Type',
  'Cache-Control',
  'X-Content-Type-Options',
  'Vary',
  'Link',
  'Retry-After',
  'Idempotent-Replayed',
];

/** When a name or an address may try again depends on the time of day. */
const RETRY_AFTER = '173';

/** Runs the collection of the project against a server. */
export const runCollection = (baseUrl: string) =>
  new Promise<NewmanRunSummary>((resolve, reject) => {
    const envVar = [{ key: 'baseUrl', value: baseUrl }];
    newman.run({ collection: collectionFile, envVar }, (error, summary) => (error ? reject(error) : resolve(summary)));
  });

export const failuresOf = (summary: NewmanRunSummary): string[] =>
  summary.run.failures.map(({ source, error }) => `${source?.name}: ${error.test}: ${error.message}`);

/** What came of each request of the collection, in their order. */
function executionsOf({ run }: NewmanRunSummary): NewmanRunExecution[] {
  // The requests that a script makes before its item's own are listed under that item too.
  return run.executions.filter(({ item }, index, all) => all[index + 1]?.item.id !== item.id);
}

/** The collection with the answers of a run for examples. The same answers are recorded as the same bytes. */
export function recorded(collection: Folder, summary: NewmanRunSummary): Folder {
  const executions = executionsOf(summary);
  const names = itemsOf(collection).map(({ name }) => name);
  if (executions.map(({ item }) => item.name).join() !== names.join()) throw new Error('Not every request was made.');

  const [, run = ''] = /alice-([0-9a-f-]{13})/.exec(executions[0]?.response.text() ?? '') ?? [];
  const stable = stabilizer(run);
  const left = executions.values();
  return withItems(collection, (item) => ({
    ...item,
    response: [exampleOf(item, (left.next().value as NewmanRunExecution).response, stable)],
  }));
}

function exampleOf(
  { request: { method, header, body, url } }: Item,
  response: NewmanRunExecution['response'],
  stable: (text: string) => string,
): Example {
  // The body first: it is where ids stand beside their times.
  const text = stable(response.text() ?? '');
  const headers = shownHeaders.flatMap((key) => {
    const value = response.headers.get(key) as string | undefined;
    return value ? [{ key, value: key === 'Retry-After' ? RETRY_AFTER : stable(value) }] : [];
  });
  return {
    name: `${response.code} ${response.status}`,
    originalRequest: { method, header, ...(body && { body }), url },
    status: response.status,
    code: response.code,
    _postman_previewlanguage: text ? 'json' : 'text',
    header: headers,
    cookie: [],
    body: text && JSON.stringify(JSON.parse(text), null, 2),
  };
}
