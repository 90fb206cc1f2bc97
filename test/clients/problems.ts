import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { codesOf, operations } from '../../lib/http/operations.ts';
import { problems } from '../../lib/http/problem.ts';
import { type RouteKey, routes } from '../../lib/routes.ts';
import { DETAIL } from './hostile-detail.ts';

/** Every problem that each operation can answer. */
export const everyProblem = routes.flatMap(({ method, path, operationId }) =>
  codesOf(operations[`${method} ${path}` as RouteKey]).map((code) => ({
    operation: operationId,
    code,
    status: problems[code].status,
    detail: DETAIL,
  })),
);

/** Starts {@link ./problem-server.ts} in a process of its own: generating and compiling hold up this one. */
export async function startProblemServer() {
  const child = fork(fileURLToPath(new URL('problem-server.ts', import.meta.url)));
  const [port] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}
