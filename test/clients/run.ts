import { copyFileSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../../infra/command-line/command.ts';
import { CommandError } from '../../infra/command-line/command-error.ts';
import { projectRoot } from '../../infra/project-root.ts';
import { startProduct } from '../support/product.ts';
import { clients } from './clients.ts';
import { missing } from './needs.ts';
import { everyProblem, startProblemServer } from './problems.ts';

const usage = {
  command: 'npm run test:more -- clients',
  purpose: 'Generates clients from openapi.json, compiles them, and makes a journey through the API with each.',
  options: {},
};

await command(usage, async () => {
  const lacking = missing();
  if (lacking.length > 0) throw new CommandError(lacking.join('\n'));

  const DATA_DIR = await mkdtemp(join(tmpdir(), 'duologue-clients-'));
  const product = await startProduct({ environment: { DATA_DIR } });
  const problemServer = await startProblemServer();
  let failed = 0;
  try {
    for (const client of clients) {
      const folder = join(projectRoot, '.clients', client.folder);
      rmSync(folder, { recursive: true, force: true });
      cpSync(join(import.meta.dirname, client.folder), folder, { recursive: true });
      copyFileSync(join(import.meta.dirname, 'hostile.json'), join(folder, 'hostile.json'));
      writeFileSync(join(folder, 'problems.json'), JSON.stringify(everyProblem));
      try {
        client.generate(folder);
        const warnings = client.compile(folder);
        const steps = client.travel(folder, product.url, problemServer.url);
        console.log(`${client.name}: compiled, ${warnings ? `with warnings:\n${warnings}` : '0 warnings'}; ${steps}`);
        if (warnings) failed++;
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        console.log(`${client.name}: ${error.message}`);
        failed++;
      }
    }
  } finally {
    problemServer.stop();
    await product.stop();
    await rm(DATA_DIR, { recursive: true, force: true });
  }
  if (failed > 0) throw new CommandError(`${failed} of ${clients.length} clients failed.`);
});
