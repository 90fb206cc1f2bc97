import { command } from '../command-line/command.ts';
import { settingsUsage } from './settings-usage.ts';

const usage = {
  command: 'npm run destroy',
  purpose: 'Removes with cdk what npm run deploy has deployed, and says which tables were kept.',
  options: {},
  handsOn: 'Everything goes on to "cdk destroy --all", whose options "npx cdk destroy --help" lists.',
  notes: settingsUsage,
};

await command(usage, async ({ all }) => {
  const { remove } = await import('./remove.ts');
  await remove(all);
});
