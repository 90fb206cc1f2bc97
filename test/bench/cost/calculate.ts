import { command } from '../../../infra/command-line/command.ts';
import { loadOf, usage } from './options.ts';
import { report } from './report.ts';

await command(usage, ({ options }) => console.log(report(loadOf(options))));
