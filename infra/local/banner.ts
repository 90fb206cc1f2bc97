import { type Route, routes } from '../../lib/routes.ts';
import type { Engine } from './engine.ts';

/** What the local run prints once it answers: the routes, the engine, the docs, and a first request to try. */
export const banner = (url: string, { endpoint, description }: Pick<Engine, 'endpoint' | 'description'>): string =>
  `
${routes.map(toLine).join('\n')}

Engine   ${endpoint}  ${description}
Page     ${url}/  the chat, to try with two people
Docs     ${url}/docs  the API, to read and to try out

Create a user:
  curl -i ${url}/users -H 'content-type: application/json' \\
    -d '{"username":"alice","password":"correct horse"}'

Duologue listens on ${url}`;

const toLine = (route: Route): string =>
  `${route.method.padEnd(8)} ${route.path.padEnd(12)} functions/${route.function}.ts`.padEnd(52) + route.summary;
