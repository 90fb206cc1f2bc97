/**
 * Pastes the commands of the README's "Try it now" into a shell, one after another, against a new server, and compares
 * what they answer with what the README shows. Ids, times and tokens differ; everything else must not.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProduct } from '../support/product.ts';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
const [, section = ''] = readme.split('## Try it now');
const samples = [...(section.split('\n## ')[0] ?? '').matchAll(/```sh\n(.+?)```\n(?:```json\n(.+?)```)?/gs)].slice(1);

const withoutChance = (text: string) =>
  text
    .replaceAll(/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/"instance":"[^"]*"/g, '"instance":"<request>"')
    .trim();

const dataDir = await mkdtemp(join(tmpdir(), 'duologue-readme-'));
const product = await startProduct({ environment: { DATA_DIR: dataDir } });
try {
  const script = samples.map(([, command]) => `${command}printf '\\n<end>\\n'`).join('\n');
  const { stdout } = spawnSync('bash', ['-c', script.replaceAll('http://127.0.0.1:3000', product.url)], {
    encoding: 'utf8',
  });
  const answers = stdout.split('\n<end>\n');

  let differences = 0;
  samples.forEach(([, command, shown = ''], index) => {
    const answered = withoutChance(answers[index] ?? '');
    if (answered === withoutChance(shown)) return;
    differences++;
    console.log(`${command}shows\n  ${withoutChance(shown)}\nand answers\n  ${answered}\n`);
  });
  console.log(`${samples.length} commands of the README pasted, ${differences} answered otherwise.`);
  process.exitCode = differences > 0 || samples.length < 9 ? 1 : 0;
} finally {
  await product.stop();
  await rm(dataDir, { recursive: true, force: true });
}
