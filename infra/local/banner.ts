import { type Route, routes } from '../../lib/routes.ts';
import { columns } from '../command-line/columns.ts';
import type { Engine } from './engine.ts';

/** What the local run prints once it answers: the routes, the engine, the docs, and a first request to try. */
export const banner = (url: string, { endpoint, description }: Pick<Engine, 'endpoint' | 'description'>): string =>
  `
${columns(routes.map(cellsOf))}

Engine   ${endpoint}  ${description}
Page     ${url}/  the chat, to try with two people
Docs     ${url}/docs  the API, to read and to try out

Create a user:
  curl -i ${url}/users -H 'content-type: application/json' \\
    -d '{"username":"alice","password":"correct horse"}'

Duologue listens on ${url}`;

const cellsOf = ({ method, path, function: name, summary }: Route): string[] => [
  method,
  path,
  `functions/${name}.ts`,
  summary,
];
