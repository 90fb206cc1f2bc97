import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../command-line/command-error.ts';
import { projectRoot } from '../project-root.ts';
import { synthesize } from '../synthesize.ts';
import { startEngine } from './engine.ts';
import { setEnvironment } from './environment.ts';
import type { SamOptions } from './options.ts';
import { prepareTables } from './prepare-tables.ts';
import { askedToStop } from './shutdown.ts';

/** Where the template, the bundles and the environment file for `sam` go. */
const folder = join(projectRoot, '.sam');

const ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL_DYNAMODB';

/** `npm start -- --sam`: the template of `cdk deploy`, run by `sam local` in Lambda's containers, on DynamoDB Local. */
export async function runSam({ port, host, engine: options }: SamOptions): Promise<void> {
  const sam = findSam();
  if (!succeeds('docker', 'info')) {
    throw new CommandError('--sam needs Docker, running: "docker info" fails. npm start without it needs none.');
  }

  const template = writeTemplate();
  const engine = await startEngine(options);
  try {
    const prefix = setEnvironment(process.env, engine.endpoint);
    await prepareTables(engine, prefix);
    const environmentFile = writeEnvironment(new URL(engine.endpoint).port, prefix);
    console.log(`${engine.description}. Ctrl-C stops.`);

    void askedToStop(); // Ctrl-C reaches sam too, whose end is waited for
    const files = ['--template', template, '--env-vars', environmentFile];
    const listening = ['--host', host, '--port', `${port}`];
    const toHost = ['--add-host', 'host.docker.internal:host-gateway'];
    const child = spawn(sam, ['local', 'start-api', ...files, ...listening, ...toHost, '--warm-containers', 'LAZY'], {
      stdio: 'inherit',
      env: { ...process.env, SAM_CLI_TELEMETRY: '0' },
    });
    const [code] = await once(child, 'exit');
    process.exitCode = code ?? 1;
  } finally {
    await engine.stop();
  }
}

const succeeds = (program: string, ...args: string[]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/** The `sam` on the path, or the one that `npm run lint -- sam` has installed. */
function findSam(): string {
  const installed = join(projectRoot, '.venv', 'bin', 'sam');
  if (existsSync(installed)) return installed;
  if (succeeds('sam', '--version')) return 'sam';
  throw new CommandError(
    '--sam needs the AWS SAM CLI: install it with "pip install aws-sam-cli", or use npm start without it.',
  );
}

/**
 * Synthesizes for the processor of this machine, and gives the template's path. `sam` sets only variables that the
 * template knows, so the functions get one more.
 */
function writeTemplate(): string {
  const architecture = arch() === 'arm64' ? 'arm64' : 'x86_64';
  const { app, stacks } = synthesize({ architecture }, { outdir: folder, bundle: true });
  const [stack] = stacks;
  for (const { lambda } of Object.values(stack.functions)) lambda.addEnvironment(ENDPOINT_VARIABLE, 'see --env-vars');
  app.synth();
  return join(folder, stack.templateFile);
}

/** Writes what the functions find in their environment: the engine, seen from within a container. */
function writeEnvironment(enginePort: string, TABLE_PREFIX: string): string {
  const file = join(folder, 'environment.json');
  const variables = { [ENDPOINT_VARIABLE]: `http://host.docker.internal:${enginePort}`, TABLE_PREFIX };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ Parameters: variables }, null, 2));
  return file;
}
