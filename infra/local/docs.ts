import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../bundle.ts';
import type { Answer } from './answer.ts';

const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Duologue</title>
    <link rel="icon" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/docs.js"></script>
  </body>
</html>
`;

/** Without the badge of a validator, which would be asked on the internet. */
const script = `SwaggerUIBundle({
  dom_id: '#docs',
  url: '/openapi.json',
  validatorUrl: null,
  deepLinking: true,
  persistAuthorization: true,
  defaultModelsExpandDepth: 0,
});
`;

const page = (type: string, content: () => string | Buffer) => (): Answer => ({
  status: 200,
  headers: { 'content-type': type },
  body: Buffer.from(content()),
});

const file =
  (...path: string[]) =>
  () =>
    readFileSync(join(...path));

/**
 * The pages of the local run, by path: `/docs`, which shows and tries out what `/openapi.json` describes, and what it
 * loads. Everything comes from this machine.
 */
export const docs: ReadonlyMap<string, () => Answer> = new Map([
  ['/openapi.json', page('application/json', file(projectRoot, 'openapi.json'))],
  ['/docs', page('text/html; charset=utf-8', () => html)],
  ['/docs/docs.js', page('text/javascript; charset=utf-8', () => script)],
  ['/docs/swagger-ui.css', page('text/css; charset=utf-8', file(swaggerUi, 'swagger-ui.css'))],
  ['/docs/swagger-ui-bundle.js', page('text/javascript; charset=utf-8', file(swaggerUi, 'swagger-ui-bundle.js'))],
  ['/docs/favicon-32x32.png', page('image/png', file(swaggerUi, 'favicon-32x32.png'))],
]);
