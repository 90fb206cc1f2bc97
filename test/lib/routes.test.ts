import { describe, expect, it } from '@jest/globals';
import { functionNames, routes } from '../../lib/routes.ts';

describe('the table of routes', () => {
  it('names each route once', () => {
    const keys = routes.map(({ method, path }) => `${method} ${path}`);

    expect(new Set(keys).size).toBe(keys.length);
  });

  it('spreads the routes over exactly three functions', () => {
    expect(functionNames).toHaveLength(3);
  });
});
