import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../bundle.ts';
import { document } from '../openapi/document.ts';

/** `npm run openapi`: writes `openapi.json` from the routes and the schemas. */
writeFileSync(join(projectRoot, 'openapi.json'), `${JSON.stringify(document(), null, 2)}\n`);
