import { command } from '../../infra/command-line/command.ts';
import { flag } from '../../infra/command-line/options.ts';
import type { Model } from './model.ts';
import type { Row } from './report.ts';

const usage = {
  command: 'npm run test:schedules',
  purpose: 'Takes every order of events of requests that run at once, and again with each protection taken out.',
  options: {
    short: flag('only what npm test explores'),
    json: flag('prints data and no table'),
  },
  operands: { placeholder: '[part of a name]...' },
};

await command(usage, async ({ options: { short, json }, operands }) => {
  const { breakNames, breaks, exploreBroken } = await import('./breaks.ts');
  const { explorationNames, isShort, subjectOf } = await import('./explorations.ts');
  const { explore } = await import('./explorer.ts');
  const { check, models } = await import('./model.ts');
  const { report } = await import('./report.ts');
  const rows: Row[] = [];
  const add = (row: Row) => {
    rows.push(row);
    if (!json) console.log(report(row));
  };

  for (const name of explorationNames) {
    if (isWanted(name, isShort(name))) add({ ...(await explore(subjectOf(name))), name, isBroken: false });
  }
  for (const breakName of breakNames) {
    const { exploration } = breaks[breakName];
    const name = `${exploration}: ${breakName}`;
    if (isWanted(name, isShort(exploration))) add({ ...(await exploreBroken(breakName)), name, isBroken: true });
  }
  for (const [name, model] of Object.entries<Model>(models)) {
    const isBroken = model.without !== undefined;
    if (isWanted(name, model.isShort ?? false)) add({ ...check(model), name, isBroken });
  }
  if (json) console.log(JSON.stringify(rows));
  process.exitCode = rows.every(({ isBroken, finding, isComplete }) => (isBroken ? finding : isComplete)) ? 0 : 1;

  function isWanted(name: string, isShort: boolean) {
    const isNamed = operands.length === 0 || operands.some((part) => name.includes(part));
    return isNamed && (isShort || !short);
  }
});
