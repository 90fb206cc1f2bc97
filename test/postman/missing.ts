import { type Folder, itemsOf } from '../../infra/postman/collection.ts';
import { problems } from '../../lib/http/problem.ts';
import { contentTypes } from '../../lib/messages/content.ts';
import { routes } from '../../lib/routes.ts';

/** What a collection does not show: kinds of content, routes, and codes of errors that a caller can cause. */
export function missingFrom(collection: Folder): string[] {
  const items = itemsOf(collection);
  const requests = items.map(({ request }) => request);
  const sent = requests.flatMap(({ body }) =>
    [...(body?.raw ?? '').matchAll(/"type":\s*"(\w+)"/g)].map(([, type]) => type),
  );
  const called = requests.map(({ method, url }) => `${method} ${pathOf(url)}`);
  const codes = items
    .filter(({ folders }) => folders[0] === 'Errors')
    .flatMap(({ response }) => response.map(({ body }) => JSON.parse(body).code));

  const caused = Object.entries(problems).filter(([, { status }]) => status < 500);
  return [
    ...contentTypes.filter((type) => !sent.includes(type)),
    ...routes.map(({ method, path }) => `${method} ${path}`).filter((route) => !called.includes(route)),
    // Nobody waits five minutes for a session to be too old.
    ...caused.map(([code]) => code).filter((code) => !codes.includes(code) && code !== 'session_too_old'),
  ];
}

const pathOf = (url: unknown) =>
  (typeof url === 'string' ? url : (url as { raw: string }).raw).replace('{{baseUrl}}', '').split('?')[0];
