import { join } from 'node:path';
import { projectRoot } from '../../infra/bundle.ts';
import { account } from './account.ts';
import { AWAY, asTheCodeSays, HOME, said, tablesIn } from './one-region.ts';
import { forget, type Place, placeIn, replicate, unreplicated, withoutShared } from './place.ts';
import { eachRight, everyRequest } from './rights.ts';
import type { Stage } from './stage.ts';
import { Unexpected } from './steps.ts';

const STACK = 'Duologue';
const ORIGIN = 'https://chat.example.com';
const both = ['-c', `regions=${HOME},${AWAY}`];

/** From one region to two, every right in both, and back. */
export async function lifeOfTwo(stage: Stage): Promise<void> {
  const { run, step, emulator, answering } = stage;
  const isThere = await step('npm run deploy -- -c regions=us-east-1,ap-northeast-1 -c allowOrigins=...', async () =>
    said(await run.deploy(...both, '-c', `allowOrigins=${ORIGIN}`), /^Duologue-?ap-northeast-1\S*\.Url = http/),
  );
  if (!isThere) return;
  const home = await placeIn(emulator, HOME, STACK, answering);
  const away = await placeIn(emulator, AWAY, STACK, answering);
  try {
    await requestsInBoth(stage, home, away);
  } finally {
    home.api.close();
    away.api.close();
  }

  await step('npm run deploy -- -c regions=ap-northeast-1,us-east-1', async () =>
    said(
      await run.deploy('-c', `regions=${AWAY},${HOME}`),
      /has its home in us-east-1, .+ name us-east-1 first/,
      'fail',
    ),
  );
  await step('npm run deploy -- -c regions=us-east-1, while ap-northeast-1 runs', async () =>
    said(await run.deploy('-c', `regions=${HOME}`), /^ap-northeast-1 runs Duologue too/, 'fail'),
  );
  await leave(stage);
}

async function requestsInBoth({ step, record, run, emulator }: Stage, home: Place, away: Place): Promise<void> {
  await step('what is deployed in ap-northeast-1', async () => {
    const origins = [...(await home.account.cors(home.apiId)), ...(await away.account.cors(away.apiId))];
    if (origins.join() !== [ORIGIN, ORIGIN].join()) throw new Unexpected(`CORS allows ${origins.join(', ')}`);
    return `${await asTheCodeSays(away, false)}; CORS allows ${ORIGIN} in both`;
  });
  await step('each right taken away, in us-east-1', () => eachRight(home, HOME, record));

  await unreplicated(away.account, STACK);
  await step('every route in ap-northeast-1, where nothing is replicated', () => everyRequest(away));
  await step('each right taken away, in ap-northeast-1', () => eachRight(away, HOME, record));
  await withoutShared(away.account, STACK);
  await replicate(home.account, STACK, AWAY);

  for (const place of [home, away]) {
    const { region } = place.account;
    await step(`the Postman collection in ${region}`, async () => {
      await forget(place);
      await forget(home);
      const args = ['newman', 'run', 'postman_collection.json', '--env-var', `baseUrl=${place.api.url}`];
      const { ok, output } = await run.run('npx', [...args, '--color', 'off', '--disable-unicode']);
      const counts = output.split('\n').filter((line) => /^\|\s+(requests|assertions) /.test(line));
      if (!ok) throw new Unexpected(output.slice(output.indexOf('#  failure')).slice(0, 3000) || output.slice(-2000));
      return counts.map((line) => line.replaceAll(/[|\s]+/g, ' ').trim()).join(', ');
    });
  }
  await step('npm run demo in ap-northeast-1', async () => {
    await forget(away);
    return said(await run.run('npm', ['run', 'demo', '--', '--url', away.api.url]), /same|identical|every field/i);
  });
  void emulator;
  void join(projectRoot);
}

/** The two steps out of a region. */
async function leave(stage: Stage): Promise<void> {
  const { run, step, emulator } = stage;
  await step('npx cdk destroy Duologue-ap-northeast-1', async () =>
    said(await run.cdk('destroy', `${STACK}-${AWAY}`, ...both, '--force'), /destroyed/),
  );
  await step('npm run deploy -- -c regions=us-east-1,ap-northeast-1 -c leaving=ap-northeast-1', async () =>
    said(await run.deploy(...both, '-c', `leaving=${AWAY}`), /^Duologue\.Url = http/),
  );
  await step('npm run deploy -- -c regions=us-east-1', async () => {
    const line = said(await run.deploy('-c', `regions=${HOME}`), /^Duologue\.Url = http/);
    const routes = (await account(emulator.url, HOME).outputs(STACK)).Home;
    if (routes !== HOME) throw new Unexpected(`its home is ${routes}`);
    return line;
  });
  await step('npm run destroy, with -c removal=destroy before', async () => {
    said(await run.deploy('-c', 'removal=destroy'), /^Duologue\.Url = http/);
    said(await run.destroy('-c', 'removal=destroy', '--force'), /Duologue: destroyed/);
    const left = await tablesIn(stage, HOME);
    if (left.length > 0) throw new Unexpected(`${left.join(', ')} are left`);
    return 'no table is left in us-east-1';
  });
}
