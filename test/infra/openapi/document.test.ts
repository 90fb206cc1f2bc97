import { readFileSync } from 'node:fs';
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

describe('openapi.json', () => {
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
