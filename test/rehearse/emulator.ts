import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandError } from '../../infra/command-line/command-error.ts';
import { python } from '../../infra/commands/python.ts';
import { projectRoot } from '../../infra/project-root.ts';
import { start, stop } from './processes.ts';

const VERSION = '1.5.33';

/** The emulated account: MiniStack takes the access key `test` for its root user. */
export const rootCredentials = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

/** The Node that Lambda has, ahead of the one of this machine. */
const path = [
  join(projectRoot, 'node_modules', 'node', 'bin'),
  join(projectRoot, 'node_modules', '.bin'),
  process.env.PATH,
].join(delimiter);

/** An emulated AWS on this machine, with IAM enforced, and the environment in which commands meet it and nothing else. */
export type Emulator = {
  readonly url: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts MiniStack on loopback.
 * @param functionsReach where the functions find their AWS: a proxy before this emulator
 */
export async function startEmulator(port: number, functionsReach: string): Promise<Emulator> {
  const program = python('ministack', `ministack==${VERSION}`, `ministack-${VERSION}`);
  const folder = mkdtempSync(join(tmpdir(), 'duologue-rehearsal-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.cdk.json'), JSON.stringify({ notices: false, versionReporting: false }));
  const log = join(folder, 'emulator.log');
  const output = openSync(log, 'w');
  const url = `http://127.0.0.1:${port}`;
  const child = start(program, [], {
    cwd: folder,
    stdio: ['ignore', output, output],
    env: {
      PATH: path,
      HOME: home,
      TMPDIR: folder,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      LAMBDA_EXECUTOR: 'local',
      AUTH: 'true',
      IOT_MTLS_ENABLED: '0',
      AWS_ENDPOINT_URL: functionsReach,
    },
  });

  const clear = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', clear);
  async function end(): Promise<void> {
    await stop(child);
    clear();
  }
  for (let tries = 0; !(await isReady(url)); tries++) {
    if (child.exitCode === null && tries < 240) {
      await wait(500);
      continue;
    }
    const said = readFileSync(log, 'utf8').trim().split('\n').at(-1);
    await end();
    throw new CommandError(`MiniStack did not start: ${said}`);
  }
  return { url, folder, environment: environmentOf(url, home), stop: end };
}

const isReady = (url: string) =>
  fetch(`${url}/_ministack/health`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** All that a command sees of this machine's environment. Credentials of a real account are not among it. */
function environmentOf(url: string, home: string): Record<string, string> {
  if (new URL(url).hostname !== '127.0.0.1') throw new CommandError(`${url} is not on this machine.`);
  return {
    PATH: path,
    HOME: home,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: rootCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootCredentials.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    CI: 'true',
  };
}
