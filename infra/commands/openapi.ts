import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../bundle.ts';
import { command } from '../command-line/command.ts';

const usage = {
  command: 'npm run openapi',
  purpose: 'Writes openapi.json from the routes and the schemas.',
  options: {},
};

await command(usage, async () => {
  const { document } = await import('../openapi/document.ts');
  writeFileSync(join(projectRoot, 'openapi.json'), `${JSON.stringify(document(), null, 2)}\n`);
});
