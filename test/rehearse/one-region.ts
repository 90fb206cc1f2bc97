import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { tableName } from '../../lib/tables.ts';
import { blocksOf, readmeAt } from '../readme/readmes.ts';
import { Unexpected } from '../support/steps.ts';
import { account } from './account.ts';
import { commands, type Ended, lineOf } from './commands.ts';
import { differences, tablesMade } from './deployed.ts';
import type { Emulator } from './emulator.ts';
import { type Place, placeIn } from './place.ts';
import { postman } from './postman.ts';
import { eachRight, everyRequest } from './rights.ts';
import { AWAY, HOME, STACK, type Stage } from './stage.ts';
import { chatInTheWindow } from './window.ts';

/** The line of a command's output that says what it should. @throws Unexpected where none does, or it ended otherwise */
export function said({ ok, output }: Ended, pattern: RegExp, should: 'succeed' | 'fail' = 'succeed'): string {
  const line = lineOf(output, pattern);
  if (ok === (should === 'succeed') && line) return line;
  throw new Unexpected(`it ${ok ? 'succeeded' : 'failed'}, and said: ${output.trim().slice(-1500)}`);
}

/** The tables that a region has, whoever made them. */
export async function tablesIn({ emulator }: Stage, region: string, stack = STACK): Promise<string[]> {
  const { TableNames = [] } = await account(emulator.url, region).dynamodb.send(new ListTablesCommand());
  return TableNames.filter((name) => name.startsWith(`${stack}-`)).sort();
}

/** Compares a deployment with the tables of the code. @throws Unexpected where it differs */
export async function asTheCodeSays({ account, stack, apiId }: Place, isHome: boolean): Promise<string> {
  const made = tablesMade(isHome);
  const found = await differences(account, stack, apiId, made);
  if (found.length > 0) throw new Unexpected(found.join('; '));
  return `its routes, its throttles and the keys of its ${made.length} tables are those of the code`;
}

/** From an account that nobody has prepared to a deployment that answers. @returns whether there is one */
export async function firstDeployment(stage: Stage, short: boolean): Promise<boolean> {
  const { run, step, emulator } = stage;
  await step('npm run deploy, on a region that is not bootstrapped', async () =>
    said(await run.deploy(), /^CDK has not been used in us-east-1 yet. Once only, run: npx cdk bootstrap$/, 'fail'),
  );
  const isPrepared = await step('npx cdk bootstrap', async () => {
    const line = said(await run.cdk('bootstrap', '-c', `regions=${HOME},${AWAY}`), /Environment .+ bootstrapped/);
    for (const region of [HOME, AWAY]) await account(emulator.url, region).openBucket();
    return line;
  });
  if (!isPrepared) return false;
  if (!(await step('npm run deploy', async () => said(await run.deploy(), /^Duologue\.Url = http/)))) return false;

  /** Looks at the deployment, and lets go of it. */
  const there = (look: (place: Place) => Promise<string>) => async () => {
    const place = await placeIn(emulator, HOME, STACK, stage.answering);
    return look(place).finally(() => place.api.close());
  };
  const isAsItShould = await step(
    'what is deployed',
    there((place) => asTheCodeSays(place, true)),
  );
  if (!short) return isAsItShould;
  const answers = await step(
    'every route',
    there((place) =>
      everyRequest(place).catch((error: Error) => {
        throw new Unexpected(error.message);
      }),
    ),
  );
  return (await step(IN_THE_WINDOW, there(chatInTheWindow))) && answers;
}

const IN_THE_WINDOW = 'the page of npm start, on that API';

/** What comes after the first deployment, in one region. */
export async function lifeOfOne(stage: Stage): Promise<void> {
  const { run, step, emulator } = stage;
  const kept = tablesMade(true).map((name) => tableName(STACK, name));

  // In one region at first: the emulator gives the roles of two regions' stacks the same names.
  const home = await placeIn(emulator, HOME, STACK, stage.answering);
  await step('each right taken away in turn', () => eachRight(home, HOME, stage.record));
  await step('the Postman collection', () => postman(run, home));
  await step(IN_THE_WINDOW, () => chatInTheWindow(home));
  home.api.close();

  const inEurope = commands(withVariables(emulator, { AWS_REGION: 'eu-west-1' }));
  await step('npx cdk deploy, on a region that is not bootstrapped', async () =>
    said(
      await inEurope.cdkOnLast('deploy'),
      /Has the environment been bootstrapped\? Please run 'cdk bootstrap'/,
      'fail',
    ),
  );
  await step('npx cdk validate --unstable=validate', async () =>
    said(await run.cdkOnLast('validate', '--unstable=validate'), /^Validation did not find any problems/),
  );
  const key = await account(emulator.url, HOME).userWith(policyOfReadme());
  const deployer = commands(withVariables(emulator, key));
  await step('npm run deploy, again, by a user with the policy of the README', async () =>
    said(await deployer.deploy(), /Duologue \(no changes\)/),
  );
  await step('npm run destroy, without a terminal', async () =>
    said(await run.destroy(), /^Without a terminal nobody can confirm/, 'fail'),
  );
  await step('npm run destroy', async () => {
    const line = said(await run.destroy('--force'), /^Kept, with all that they hold/);
    const missing = kept.filter((name) => !line.includes(name));
    if (missing.length > 0) throw new Unexpected(`it does not name ${missing.join(', ')}`);
    return line;
  });
  await step('npm run deploy, over the tables that were kept, by that user', async () =>
    said(await deployer.deploy(), /^us-east-1 still has .+ --import-existing-resources;/, 'fail'),
  );
  await step('npm run deploy -- --import-existing-resources', async () => {
    const line = said(await run.deploy('--import-existing-resources'), /^Duologue\.Url = http/);
    const place = await placeIn(stage.emulator, HOME, STACK, stage.answering);
    place.api.close();
    await asTheCodeSays(place, true);
    return line;
  });
  await step('npm run deploy -- -c name=Chat -c removal=destroy', async () =>
    said(await run.deploy('-c', 'name=Chat', '-c', 'removal=destroy'), /^Chat\.Url = http/),
  );
  await step('npm run destroy -- -c name=Chat', async () => {
    said(await run.destroy('-c', 'name=Chat', '-c', 'removal=destroy', '--force'), /Chat: destroyed/);
    const left = await tablesIn(stage, HOME, 'Chat');
    if (left.length > 0) throw new Unexpected(`${left.join(', ')} are left`);
    return `no table called Chat-... is left, and the ${(await tablesIn(stage, HOME)).length} of Duologue are`;
  });
}

const withVariables = (emulator: Emulator, variables: Readonly<Record<string, string>>): Emulator => ({
  ...emulator,
  environment: { ...emulator.environment, ...variables },
});

/** The policy that whoever deploys is told to have. */
function policyOfReadme(): string {
  const [policy] = blocksOf(readmeAt('infra/commands/README.md').text).filter(({ language }) => language === 'json');
  if (!policy) throw new Error('infra/commands/README.md has no policy');
  return policy.code;
}
