import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { projectRoot } from '../project-root.ts';

/** Does something with a new local server that has an empty engine of its own, and stops it. */
export async function withLocalServer<T>(
  environment: NodeJS.ProcessEnv,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'duologue-'));
  const { AWS_ENDPOINT_URL_DYNAMODB: _, ENGINE_PORT: __, ...others } = environment;
  const child = spawn(process.execPath, [join(projectRoot, 'infra/local/start.ts')], {
    env: { ...others, DATA_DIR, PORT: '0', BCRYPT_COST: '4' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return await work(await urlOf(createInterface({ input: child.stdout })));
  } finally {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
    await rm(DATA_DIR, { recursive: true, force: true });
  }
}

const urlOf = (lines: Interface) =>
  new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const [, url] = /Duologue listens on (http:\S+)/.exec(line) ?? [];
      if (url) resolve(url);
    });
    lines.once('close', () => reject(new Error('The local server did not start.')));
  });
