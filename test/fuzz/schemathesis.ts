import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { python } from '../../infra/commands/python.ts';
import { aPerson } from '../support/api.ts';
import { documentFile } from '../support/documented.ts';

const options = [
  '--checks=all',
  [
    '--exclude-checks=positive_data_acceptance', // rules in words: bytes of a password after NFKC, sources and hosts
    'unsupported_method', // API Gateway answers 404 to an unknown method, where the check wants 405
  ].join(','),
  // The patterns leave out nearly everything that is generated for them.
  '--suppress-health-check=all',
  '--generation-database=none',
  '--continue-on-failure',
  '--no-color',
];

/** Which operations, and with how many tokens: a log-out ends its own. */
const parts = [
  { name: 'all but log-out', filter: '--exclude-method=DELETE', share: 1 },
  { name: 'log-out', filter: '--include-method=DELETE', share: 0.25 },
] as const;

/**
 * Runs schemathesis against the product at that URL: up to `count` generated requests for each operation and phase.
 * How many runs have found something; what they found stands in the log.
 */
export async function schemathesis(url: string, { count, seed }: { count: number; seed: number }, log: string) {
  const program = python('schemathesis', 'schemathesis==4.32.5');
  // The users of the document's examples.
  const [alice] = await Promise.all(['alice', 'bob'].map((name) => aPerson(name, url)));
  const output = createWriteStream(log);
  let failed = 0;
  for (const { filter, share } of parts) {
    const args = [
      ...['run', fileURLToPath(documentFile), `--url=${url}`, `--seed=${seed}`, filter],
      ...[`--max-examples=${Math.ceil(count * share)}`, `--header=Authorization: Bearer ${alice?.token}`, ...options],
    ];
    const child = spawn(program, args, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.pipe(output, { end: false });
    child.stderr.pipe(output, { end: false });
    const [code] = await once(child, 'close');
    if (code !== 0) failed++;
  }
  output.end();
  return failed;
}
