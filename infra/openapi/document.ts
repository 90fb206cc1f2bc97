import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Operation, operations } from '../../lib/http/operations.ts';
import { type Route, type RouteKey, routes } from '../../lib/routes.ts';
import { projectRoot } from '../project-root.ts';
import { parameterExamples, requestExamples } from './examples.ts';
import { responsesOf } from './responses.ts';
import { componentSchemas, requestSchema } from './schemas.ts';
import type { JsonSchema } from './tidied.ts';
import { descriptions, introduction } from './words.ts';

/** The OpenAPI 3.1 document: made from the table of routes and the schemas that the code runs on. */
export const document = () => ({
  openapi: '3.1.0',
  info: {
    title: 'Duologue',
    version: version(),
    description: introduction,
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'Where this document comes from.' }],
  tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
  paths: paths(),
  components: {
    schemas: componentSchemas(),
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', description: 'The token that `POST /sessions` answers.' },
    },
  },
});

/** The version of the project, from `package.json`. */
const version = (): string => JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version;

/** What a route is about: the first part of its path. */
const tagOf = ({ path }: Route) => path.split('/')[1];

function paths() {
  const byPath = Map.groupBy<string, Route>(routes, ({ path }) => path);
  const operationsOf = (ofPath: readonly Route[]) =>
    Object.fromEntries(ofPath.map((route) => [route.method.toLowerCase(), operationOf(route)]));
  return Object.fromEntries([...byPath].map(([path, ofPath]) => [path, operationsOf(ofPath)]));
}

function operationOf(route: Route) {
  const { method, path, operationId, summary } = route;
  const key = `${method} ${path}` as RouteKey;
  const operation = operations[key];
  const { body, token } = operation.request;
  return {
    tags: [tagOf(route)],
    operationId,
    summary,
    description: descriptions[key],
    security: token ? [{ bearer: [] }] : [],
    ...parametersOf(key, operation),
    ...(body && { requestBody: { required: true, content: { 'application/json': contentOf(key) } } }),
    responses: responsesOf(key, operation),
  };
}

const contentOf = (key: RouteKey) => ({
  schema: requestSchema(key, 'body'),
  examples: Object.fromEntries(Object.entries(requestExamples[key]).map(([name, value]) => [name, { value }])),
});

function parametersOf(key: RouteKey, { request: { query, headers } }: Operation) {
  const parameters = [
    ...(query ? propertiesOf(requestSchema(key, 'query'), 'query') : []),
    ...(headers ? propertiesOf(requestSchema(key, 'headers'), 'header') : []),
  ];
  return parameters.length > 0 ? { parameters } : {};
}

/** The properties of an object's schema as parameters. */
function propertiesOf(object: JsonSchema, place: 'query' | 'header') {
  const { properties, required = [] } = object as {
    readonly properties: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name: place === 'header' ? name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()) : name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
    ...(name in parameterExamples && { example: parameterExamples[name] }),
  }));
}
