import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTables } from '../../../infra/local/create-tables.ts';
import { type Engine, startEngine } from '../../../infra/local/engine.ts';
import { listen } from '../../support/listen.ts';
import { clientOf, hasUser, kindOfThisRun, PREFIX, putUser } from './support/dynamodb.ts';

let dataDir: string;
let running: Engine[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'duologue-engine-'));
});

afterEach(async () => {
  await Promise.all(running.map((engine) => engine.stop()));
  running = [];
  await rm(dataDir, { recursive: true });
});

async function start(options: Parameters<typeof startEngine>[0]): Promise<Engine> {
  const engine = await startEngine(options);
  running.push(engine);
  return engine;
}

async function stop(engine: Engine): Promise<void> {
  running = running.filter((other) => other !== engine);
  await engine.stop();
}

describe(`the ${kindOfThisRun} engine`, () => {
  const kind = kindOfThisRun;

  it('keeps its data over a restart', async () => {
    const first = await start({ kind, dataDir });
    await createTables(clientOf(first.endpoint), PREFIX);
    await putUser(first.endpoint, 'alice');

    await stop(first);
    const second = await start({ kind, dataDir });

    expect(await hasUser(second.endpoint, 'alice')).toBe(true);
    expect(second.description).toContain(join(dataDir, kind));
  });

  it('is refused a port that is in use', async () => {
    const server = createServer();
    const { port } = new URL(await listen(server));

    const refused = expect(startEngine({ kind, port: Number(port) })).rejects.toMatchObject({
      name: 'CommandError',
      message: `Port ${port} is in use: stop what listens there, or set ENGINE_PORT to another one.`,
    });

    await refused.finally(() => server.close());
  });
});

describe('the embedded engine', () => {
  const kind = 'embedded';

  it('keeps its data in memory where it gets no folder', async () => {
    const first = await start({ kind });
    await createTables(clientOf(first.endpoint), PREFIX);
    await putUser(first.endpoint, 'alice');

    const second = await start({ kind });
    await createTables(clientOf(second.endpoint), PREFIX);

    expect(await hasUser(first.endpoint, 'alice')).toBe(true);
    expect(await hasUser(second.endpoint, 'alice')).toBe(false);
  });

  it('listens on the loopback address only', async () => {
    const { endpoint } = await start({ kind });

    const { hostname, port } = new URL(endpoint);
    const elsewhere = createServer().listen(Number(port), '127.0.0.2');
    await once(elsewhere, 'listening');

    expect(hostname).toBe('127.0.0.1');
    elsewhere.close();
  });

  it('starts again at once after a kill -9, with everything that was stored', async () => {
    const program = fileURLToPath(new URL('support/run-engine.ts', import.meta.url));
    const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    const endpoint = String(line).trim();
    await createTables(clientOf(endpoint), PREFIX);
    await Promise.all(['alice', 'bob', 'carol'].map((username) => putUser(endpoint, username)));

    child.kill('SIGKILL');
    await once(child, 'exit');
    const second = await start({ kind, dataDir });

    const found = await Promise.all(['alice', 'bob', 'carol'].map((name) => hasUser(second.endpoint, name)));
    expect(found).toEqual([true, true, true]);
  });

  it('is refused a folder that another one uses, and says where that one listens', async () => {
    const { endpoint } = await start({ kind, dataDir });

    const second = startEngine({ kind, dataDir });

    await expect(second).rejects.toMatchObject({
      name: 'CommandError',
      message: `${join(dataDir, kind)} is in use by another engine. To have data apart: set DATA_DIR.`,
      endpoint,
    });
  });

  it('is refused a folder that cannot be one', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');

    const refused = startEngine({ kind, dataDir: file });

    await expect(refused).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringContaining('because there is a file in its path'),
    });
  });

  it('is refused data that LevelDB cannot open, and gives the folder back', async () => {
    const data = join(dataDir, kind, 'data');
    await mkdir(data, { recursive: true });
    await writeFile(join(data, 'CURRENT'), 'no manifest');

    const refused = startEngine({ kind, dataDir });

    await expect(refused).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringMatching(
        /^The data in \S+embedded cannot be used \(.+\): remove that folder, or set DATA_DIR/,
      ),
    });
    await rm(data, { recursive: true });
    await start({ kind, dataDir });
  });

  it('lets only one of two that start at the same moment have the folder', async () => {
    const both = await Promise.allSettled([start({ kind, dataDir }), start({ kind, dataDir })]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
