import { Unexpected } from '../support/steps.ts';
import { account } from './account.ts';
import { asTheCodeSays, said, tablesIn } from './one-region.ts';
import { forget, type Place, placeIn, replicate, unreplicated, withoutShared } from './place.ts';
import { postman } from './postman.ts';
import { eachRight } from './rights.ts';
import { AWAY, HOME, STACK, type Stage } from './stage.ts';

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
    await requestsThere(stage, home, away);
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

/** What the second region answers: first as if replication were hours behind, then as if it took no time. */
async function requestsThere({ step, record, run }: Stage, home: Place, away: Place): Promise<void> {
  await step('what is deployed in ap-northeast-1', async () => {
    const origins = [...(await home.account.cors(home.apiId)), ...(await away.account.cors(away.apiId))];
    if (origins.join() !== [ORIGIN, ORIGIN].join()) throw new Unexpected(`CORS allows ${origins.join(', ')}`);
    return `${await asTheCodeSays(away, false)}; CORS allows ${ORIGIN} in both`;
  });
  await unreplicated(away.account, STACK);
  await step('each right taken away in turn, in ap-northeast-1', () => eachRight(away, HOME, record));
  await withoutShared(away.account, STACK);
  await replicate(home.account, STACK, AWAY);
  await step('the Postman collection in ap-northeast-1', () => postman(run, away));
  await step('npm run demo in ap-northeast-1', async () => {
    await forget(away);
    const args = ['run', 'demo', '--', '--url', away.api.url, '--page-sizes', '7,200'];
    return said(await run.run('npm', args), /^Every field of all/);
  });
}

/** The steps out of a region. */
async function leave(stage: Stage): Promise<void> {
  const { run, step, emulator } = stage;
  await step('npx cdk destroy Duologue-ap-northeast-1', async () =>
    said(await run.cdkOnLast('destroy', `${STACK}-${AWAY}`, '--force'), /destroyed/),
  );
  await step('npm run deploy -- -c regions=us-east-1,ap-northeast-1 -c leaving=ap-northeast-1', async () =>
    said(await run.deploy(...both, '-c', `leaving=${AWAY}`), /^Duologue\.Url = http/),
  );
  await step('npm run deploy -- -c regions=us-east-1', async () => {
    const line = said(await run.deploy('-c', `regions=${HOME}`), /^Duologue\.Url = http/);
    const home = (await account(emulator.url, HOME).outputs(STACK)).Home;
    if (home !== HOME) throw new Unexpected(`its home is ${home}`);
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
