import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { projectRoot } from '../project-root.ts';

const usage = {
  command: 'npm run openapi',
  purpose:
    'Writes openapi.json from the routes and the schemas, and records the examples of postman_collection.json anew.',
  options: {},
};

await command(usage, async () => {
  const { document } = await import('../openapi/document.ts');
  writeFileSync(join(projectRoot, 'openapi.json'), `${JSON.stringify(document(), null, 2)}\n`);

  const { collectionFile, readCollection } = await import('../postman/collection.ts');
  const { failuresOf, recorded, runCollection } = await import('../postman/record.ts');
  const { withLocalServer } = await import('../postman/local-server.ts');
  const summary = await withLocalServer(process.env, runCollection);
  const failures = failuresOf(summary);
  if (failures.length > 0) throw new CommandError(`The Postman collection fails:\n${failures.join('\n')}`);
  writeFileSync(collectionFile, `${JSON.stringify(recorded(readCollection(), summary), null, 2)}\n`);
});
