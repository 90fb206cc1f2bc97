import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { productUrl } from '../../support/api.ts';
import { documentFile } from '../../support/documented.ts';

const get = (path: string) => fetch(new URL(path, productUrl()));

describe('GET /docs', () => {
  it('answers a page of HTML that refers to no other origin', async () => {
    const response = await get('/docs');
    const html = await response.text();

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).not.toMatch(/https?:|["']\/\//);
  });

  it('loads everything it refers to', async () => {
    const html = await (await get('/docs')).text();
    const references = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path = '']) => path);

    const parts = await Promise.all(references.map(get));
    const sizes = await Promise.all(parts.map(async (part) => (await part.arrayBuffer()).byteLength));

    expect(parts.map(({ url, status }) => [new URL(url).pathname, status])).toEqual(
      references.map((path) => [path, 200]),
    );
    expect(parts.map(({ headers }) => headers.get('content-type')?.split(';')[0])).toEqual([
      'image/png',
      'text/css',
      'text/javascript',
      'text/javascript',
    ]);
    expect(Math.min(...sizes)).toBeGreaterThan(0);
  });

  it('asks no validator on the internet, and shows the document of the project', async () => {
    const script = await (await get('/docs/docs.js')).text();
    const document = await (await get('/openapi.json')).text();

    expect(script).toContain('validatorUrl: null');
    expect(script).not.toMatch(/https?:/);
    expect(script).toContain("url: '/openapi.json'");
    expect(document).toBe(readFileSync(documentFile, 'utf8'));
  });

  it('answers HEAD as GET, without the page', async () => {
    const [head, page] = await Promise.all([fetch(`${productUrl()}/docs`, { method: 'HEAD' }), get('/docs')]);

    expect(head.status).toBe(200);
    expect(head.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(Number(head.headers.get('content-length'))).toBe((await page.arrayBuffer()).byteLength);
    expect(await head.text()).toBe('');
  });

  it('is there to be read only', async () => {
    const response = await fetch(`${productUrl()}/docs`, { method: 'POST' });

    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 404,
      body: { message: 'Not Found' },
    });
  });
});
