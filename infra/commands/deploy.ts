import { command } from '../command-line/command.ts';
import { settingsUsage } from './settings-usage.ts';

const usage = {
  command: 'npm run deploy',
  purpose: 'Deploys Duologue with cdk, after a look at what would make that fail minutes later, or lose data.',
  options: {},
  handsOn: 'Everything goes on to "cdk deploy --all", whose options "npx cdk deploy --help" lists.',
  notes: settingsUsage,
};

await command(usage, async ({ all }) => {
  const [{ readArguments }, { preflight }, { tool }] = await Promise.all([
    import('./arguments.ts'),
    import('./preflight.ts'),
    import('./tool.ts'),
  ]);
  await preflight(readArguments(all, process.env));
  tool('cdk', 'deploy', '--all', ...all);
});
