import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Answer } from './answer.ts';
import { served, servedFile } from './served.ts';

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

/** `/docs`, which shows what `/openapi.json` describes and tries it out, and what it loads from this machine, by path. */
export const docs: ReadonlyMap<string, () => Answer> = new Map([
  ['/openapi.json', servedFile(join(projectRoot, 'openapi.json'))],
  ['/docs', served('docs.html', () => html)],
  ['/docs/docs.js', served('docs.js', () => script)],
  ...['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'].map(
    (name) => [`/docs/${name}`, servedFile(join(swaggerUi, name))] as const,
  ),
]);
