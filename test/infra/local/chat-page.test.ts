import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../infra/project-root.ts';
import { productUrl } from '../../support/api.ts';

const folder = join(projectRoot, 'infra', 'local', 'page');
const files = readdirSync(folder);
const sources = files
  .filter((name) => /\.(js|html|svg)$/.test(name))
  .map((name) => ({ name, source: readFileSync(join(folder, name), 'utf8') }));

const get = (path: string, method = 'GET') => fetch(new URL(path, productUrl()), { method });

/** What a file loads, by path. */
const references = (source: string) => [
  ...[...source.matchAll(/(?:href|src)="(\/page\/[^"]+)"/g)].map(([, path = '']) => path),
  ...[...source.matchAll(/from '\.\/([^']+\.js)'/g)].map(([, name = '']) => `/page/${name}`),
];

/** Ways to make HTML or code of a text. */
const dangers =
  /innerHTML|outerHTML|insertAdjacentHTML|setHTML|createContextualFragment|DOMParser|document\.write|\beval\b|new Function|srcdoc|<script(?! type="module" src=)|<style|\sstyle=|\son\w+=|javascript:/;

describe('GET /', () => {
  it('answers a page with a strict policy, which refers to no other origin', async () => {
    const response = await get('/');
    const html = await response.text();

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'"]),
    );
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
    expect(html).not.toMatch(/(?:href|src|action)="(?:https?:|\/\/)/);
  });

  it('loads everything that it refers to, and refers to everything that is served', async () => {
    const html = await (await get('/')).text();
    const types = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml' };

    const loaded = new Set(references(html));
    for (const path of loaded) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('content-type')).toBe(types[path.split('.').at(-1) as keyof typeof types]);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      if (path.endsWith('.js')) for (const further of references(await response.text())) loaded.add(further);
    }

    const served = files.filter((name) => /\.(js|css|svg)$/.test(name)).map((name) => `/page/${name}`);
    expect([...loaded].sort()).toEqual(served.sort());
  });

  it('answers HEAD as GET, without the page', async () => {
    const [head, page] = await Promise.all([get('/', 'HEAD'), get('/')]);

    expect(head.status).toBe(200);
    expect(head.headers.get('content-security-policy')).toBe(page.headers.get('content-security-policy'));
    expect(Number(head.headers.get('content-length'))).toBe((await page.arrayBuffer()).byteLength);
    expect(await head.text()).toBe('');
  });

  it.each([
    '/page/',
    '/page/tsconfig.json',
    '/page/api.d.ts',
    '/page/..%2fstart.ts',
    '/page/%2e%2e/start.ts',
    '/page//window.js',
    '/index.html',
  ])('serves nothing else: %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('is there to be read only', async () => {
    expect((await get('/', 'POST')).status).toBe(404);
  });
});

describe('the page', () => {
  it.each(sources)('makes no HTML and no code of a text: $name', ({ source }) => {
    expect(source.match(dangers)?.[0]).toBeUndefined();
  });

  it.each([
    ['an element', 'box.innerHTML = text;'],
    ['a listener', '<img src="a" onerror="b">'],
    ['a script', '<script>alert(1)</script>'],
    ['a link', '<a href="javascript:a">'],
  ])('would be caught with %s made of text', (_, source) => {
    expect(source).toMatch(dangers);
  });
});
