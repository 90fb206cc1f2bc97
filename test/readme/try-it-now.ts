/**
 * Pastes the samples of the READMEs into a shell, one after another, against a new server, and compares the responses
 * with those shown. Ids, times and tokens differ, but what is shown twice must be the same twice.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root.ts';
import { startProduct } from '../support/product.ts';
import { runCommands, samples } from './commands.ts';
import { normalizer } from './responses.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'duologue-readme-'));
const product = await startProduct({ environment: { DATA_DIR: dataDir } });
try {
  const pasted = samples();
  const script = pasted.map(({ command }) => `${command}printf '<end>\\n'\n`).join('');
  const shell = (command: string) => spawnSync('bash', ['-c', command], { cwd: projectRoot, encoding: 'utf8' });
  const { stdout, stderr } = shell(script.replaceAll('http://127.0.0.1:3000', product.url));
  const responses = stdout.split('<end>\n');

  const [shown, responded] = [normalizer(), normalizer()];
  const different = pasted.filter(({ command, response }, index) => {
    const [expected, actual] = [shown(response), responded(responses[index] ?? '')];
    if (actual === expected) return false;
    console.log(`${command}should answer\n${expected}\nand answers\n${actual}\n`);
    return true;
  });
  const failed = runCommands.filter((command) => shell(command).status !== 0);
  if (stderr || failed.length > 0) console.log([stderr, ...failed.map((command) => `${command} fails`)].join('\n'));

  console.log(
    `${pasted.length} samples of the READMEs pasted, ${different.length} answered otherwise; ` +
      `${runCommands.length} other commands run, ${failed.length} failed.`,
  );
  if (different.length + failed.length > 0 || stderr) process.exitCode = 1;
} finally {
  await product.stop();
  await rm(dataDir, { recursive: true, force: true });
}
