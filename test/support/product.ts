import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A running product: a process of its own, as `npm start` starts it. */
export type Product = {
  readonly url: string;
  /** Where its engine listens. */
  readonly engineUrl: string;
  /** Everything it has written so far to its standard output and its standard error. */
  readonly output: () => string;
  readonly process: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
};

const start = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));

type Options = {
  readonly arguments?: readonly string[];
  readonly environment?: Record<string, string>;
  /** Arguments for Node itself, such as a module to import first. */
  readonly node?: readonly string[];
};

/** Starts the product on a free port and waits until it listens. */
export async function startProduct({
  arguments: args = [],
  environment = {},
  node = [],
}: Options = {}): Promise<Product> {
  const child = spawn(process.execPath, [...node, start, ...args], {
    env: { ...process.env, PORT: '0', BCRYPT_COST: '4', LOG_INS_PER_HOUR: 'unlimited', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (data) => {
    output += data;
  });

  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      const [, listening] = /Duologue listens on (http:\S+)/.exec(line) ?? [];
      if (listening) resolve(listening);
    });
    child.once('exit', (code) => reject(new Error(`the product ended with ${code} before it listened:\n${output}`)));
  });

  return {
    url,
    engineUrl: /^Engine +(\S+)/m.exec(output)?.[1] ?? '',
    output: () => output,
    process: child,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}
