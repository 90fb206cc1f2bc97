import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { document as fresh } from '../../../infra/openapi/document.ts';
import type { ErrorCode } from '../../../lib/errors.ts';
import { operations } from '../../../lib/http/operations.ts';
import { problems } from '../../../lib/http/problem.ts';
import { type RouteKey, routes } from '../../../lib/routes.ts';
import { document, documentFile, faultsAt, type MediaType } from '../../support/documented.ts';

const keys = routes.map(({ method, path }) => `${method} ${path}` as RouteKey);

const operationOf = (key: RouteKey) => {
  const [method = '', path = ''] = key.split(' ');
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`the document has no ${key}`);
  return { place: ['paths', path, method.toLowerCase()], operation };
};

/** Every media type of an operation, of its request and of its answers, and where it stands in the document. */
const mediaTypesOf = (key: RouteKey): [place: string[], media: MediaType][] => {
  const { place, operation } = operationOf(key);
  const bodies = [
    { at: ['requestBody'], content: operation.requestBody?.content },
    ...Object.entries(operation.responses).map(([status, { content }]) => ({ at: ['responses', status], content })),
  ];
  return bodies.flatMap(({ at, content = {} }) =>
    Object.entries(content).map(([type, media]): [string[], MediaType] => [[...place, ...at, 'content', type], media]),
  );
};

const problemsOf = (key: RouteKey) =>
  Object.entries(operationOf(key).operation.responses).flatMap(([status, { content }]) =>
    Object.keys(content?.['application/problem+json']?.examples ?? {}).map((code) => ({
      status: Number(status),
      code,
    })),
  );

type Schema = Readonly<Record<string, unknown>>;

const components = Object.entries(document.components.schemas) as [string, Schema][];

/** Every schema of the document, those within others too, with the path to it. */
const schemas = [...schemasIn(document, [])];

function* schemasIn(value: unknown, path: readonly string[]): Generator<[path: readonly string[], schema: Schema]> {
  if (typeof value !== 'object' || value === null) return;
  const isNamed = path.at(-2) === 'schemas' || path.at(-2) === 'properties';
  if (isNamed || path.at(-1) === 'schema' || path.at(-1) === 'items') yield [path, value as Schema];
  for (const [name, inner] of Object.entries(value)) {
    if (name !== 'examples' && name !== 'example') yield* schemasIn(inner, [...path, name]);
  }
}

/** The schemas that a schema leads to, by their names. */
function reachedFrom(place: unknown, reached = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(place).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    if (reached.has(name)) continue;
    reached.add(name);
    reachedFrom(document.components.schemas[name], reached);
  }
  return reached;
}

const answered = reachedFrom(Object.values(document.paths).flatMap((of) => Object.values(of).map((o) => o.responses)));
const isOfAnswer = ([, second, third = '', ...rest]: readonly string[]) =>
  second === 'schemas' ? answered.has(third) : rest.includes('responses');

/** What browsers know by a name, as TypeScript's own library declares it. */
function browserGlobals(): string[] {
  const [library = ''] = globSync('node_modules/@typescript/*/lib/lib.dom.d.ts');
  const names = [...readFileSync(library, 'utf8').matchAll(/^declare (?:var|function) (\w+)/gm)];
  expect(names.length).toBeGreaterThan(500);
  return names.map(([, name = '']) => name);
}

describe('a schema of openapi.json', () => {
  const names = components.map(([name]) => name);

  it('is used', () => {
    expect([...reachedFrom(document.paths)].sort()).toEqual([...names].sort());
  });

  it('has a name that a generator gives to nothing else', () => {
    const derived = names.flatMap((name) => [`New${name}`, `Nullable${name}`, `${name}WithDefaults`]);
    const taken = [...derived, ...browserGlobals(), ...Object.getOwnPropertyNames(globalThis)];

    expect(names.filter((name) => taken.includes(name))).toEqual([]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect(names.filter((name) => !/^[A-Z][A-Za-z]+$/.test(name) || /Inner|AnyOf|OneOf/.test(name))).toEqual([]);
  });

  it('has a name of its own where a generator would make one up: for an object, and for a choice', () => {
    const unnamed = schemas.filter(
      ([path, schema]) =>
        path.at(-2) !== 'schemas' &&
        (schema.type === 'object' || 'properties' in schema || 'oneOf' in schema || 'anyOf' in schema),
    );

    expect(unnamed.map(([path]) => path.join('/'))).toEqual([]);
  });

  it('has a pattern in requests only, from start to end, in what RE2, Python and ECMAScript read alike', () => {
    const patterns = schemas.filter(([, { pattern }]) => pattern !== undefined);
    const alike = /\[\\s\\S\]|\\x[0-9a-f]{2}|\\[\\.]/g;

    expect(patterns.length).toBeGreaterThan(5);
    for (const [path, { pattern }] of patterns) {
      expect({ path, isOfAnswer: isOfAnswer(path) }).toEqual({ path, isOfAnswer: false });
      expect(pattern).toMatch(/^\^.*\$$/);
      expect(String(pattern).replaceAll(alike, '')).not.toMatch(/\\|\(\?/);
    }
  });

  it('lets an answer have more fields, and a request none', () => {
    const objects = components.filter(([, { type }]) => type === 'object');

    const closed = objects.filter(([, { additionalProperties }]) => additionalProperties === false);
    expect(closed.map(([name]) => name)).toEqual(objects.map(([name]) => name).filter((name) => !answered.has(name)));
    expect(objects.filter(([, schema]) => ![undefined, false].includes(schema.additionalProperties as false))).toEqual(
      [],
    );
  });

  it('has a default in parameters only, where none is required', () => {
    const withDefault = schemas.filter(([, schema]) => 'default' in schema).map(([path]) => path);

    expect(withDefault.map((path) => path.slice(3, 4))).toEqual(withDefault.map(() => ['parameters']));
    const parameters = Object.values(document.paths).flatMap((of) =>
      Object.values(of).flatMap((o) => o.parameters ?? []),
    );
    expect(parameters.filter(({ required, schema }) => required && 'default' in schema)).toEqual([]);
  });

  it('says of an integer beyond 32 bits that it is int64, of a status that it is an integer, of a flag that it is one', () => {
    const numbers = schemas.filter(([, schema]) => /integer|number/.test(String(schema.type)));

    for (const [path, { type, format, maximum, const: value = 0 }] of numbers) {
      expect([path, String(type)]).toEqual([path, expect.stringMatching(/^integer(,null)?$/)]);
      const isLarge = Number(maximum ?? value) >= 2 ** 31;
      expect([path, format]).toEqual([path, isLarge ? 'int64' : undefined]);
    }
    const flags = schemas.filter(([, schema]) => JSON.stringify(schema.enum ?? '').includes('"true"'));
    expect(flags).toEqual([]);
  });
});

describe('openapi.json', () => {
  it('has nothing that is not used, and a license that tools can look up', () => {
    expect(Object.keys(document.components).sort()).toEqual(['schemas', 'securitySchemes']);
    expect(fresh().info.license).toEqual({ name: 'MIT', identifier: 'MIT' });
    expect(JSON.stringify(document)).not.toContain('WWW-Authenticate');
  });

  it('names the operations as clients call them', () => {
    const ids = keys.map((key) => operationOf(key).operation.operationId);

    const known = ['createUser', 'changePassword', 'deleteUser', 'logIn', 'logOut'];
    const knownToo = ['sendMessage', 'fetchMessages', 'listConversations', 'putReceipt'];
    expect(ids.filter((id) => ![...known, ...knownToo].includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is up to date; if not: npm run openapi', () => {
    expect(readFileSync(documentFile, 'utf8')).toBe(`${JSON.stringify(fresh(), null, 2)}\n`);
  });

  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(readFileSync(documentFile, 'utf8')));

    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  });

  it('has every route and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(described.sort()).toEqual([...keys].sort());
  });

  it('has every code under its status, and no other', () => {
    const described = keys.flatMap(problemsOf).map(({ status, code }) => `${status} ${code}`);
    const known = (Object.keys(problems) as ErrorCode[]).map((code) => `${problems[code].status} ${code}`);

    expect([...new Set(described)].sort()).toEqual(known.sort());
  });

  it.each(keys)('has the success of %s', (key) => {
    const { responses } = operationOf(key).operation;

    expect(Object.keys(responses).filter((status) => status < '300')).toEqual([`${operations[key].status}`]);
  });

  it.each(keys)('has examples of what %s takes and answers, each as its schema says', (key) => {
    for (const [place, { examples }] of mediaTypesOf(key)) {
      expect(Object.keys(examples)).not.toEqual([]);
      for (const { value } of Object.values(examples)) expect(faultsAt([...place, 'schema'], value)).toEqual([]);
    }
  });

  it('has examples of problems that are of one code only', () => {
    for (const [place, { examples }] of keys.flatMap(mediaTypesOf)) {
      if (!place.includes('application/problem+json')) continue;
      for (const [code, { value }] of Object.entries(examples)) {
        expect(value).toMatchObject({ code });
        expect(faultsAt([...place, 'schema'], { ...(value as object), code: 'another' })).not.toEqual([]);
      }
    }
  });
});
