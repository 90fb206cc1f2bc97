import { command } from '../command-line/command.ts';
import { flag } from '../command-line/options.ts';
import { tool } from './tool.ts';

const usage = {
  command: 'npm run check',
  purpose: 'Checks types with tsc, and style with biome.',
  options: { write: flag('formats what can be formatted') },
};

await command(usage, ({ options }) => {
  if (tool('tsc') && tool('tsc', '--project', 'infra/local/page'))
    tool('biome', 'check', ...(options.write ? ['--write'] : []));
});
