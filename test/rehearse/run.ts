import { columns } from '../../infra/command-line/columns.ts';
import { command } from '../../infra/command-line/command.ts';
import { flag, oneOf } from '../../infra/command-line/options.ts';
import { type Break, breaks } from './breaks.ts';

const usage = {
  command: 'npm run rehearse',
  purpose: 'Rehearses deployments, from the first to the last, on an AWS that MiniStack emulates on this machine.',
  options: {
    short: flag('one deployment to one region, and every request'),
    break: oneOf(
      'what is wrong in the templates, to see the rehearsal fail',
      Object.keys(breaks) as Break[],
      undefined,
    ),
  },
  notes:
    'It needs Python 3.10 or newer, and Linux or macOS. It listens on loopback, and has no access to your AWS account.\n\n' +
    `Breaks:\n${columns(Object.entries(breaks)).replace(/^/gm, '  ')}`,
};

await command(usage, async ({ options }) => {
  const { rehearse } = await import('./rehearse.ts');
  process.exitCode = (await rehearse({ short: options.short || Boolean(options.break), broken: options.break }))
    ? 0
    : 1;
});
