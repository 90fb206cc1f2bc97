import { freePort } from '../support/free-port.ts';
import { rehearsal } from '../support/steps.ts';
import type { Break } from './breaks.ts';
import { commands } from './commands.ts';
import { startEmulator } from './emulator.ts';
import { firstDeployment, lifeOfOne } from './one-region.ts';
import type { Answering } from './place.ts';
import { proxyTo } from './proxy.ts';
import { recorder } from './rights.ts';
import { STACK } from './stage.ts';
import { lifeOfTwo } from './two-regions.ts';

type Options = { readonly short: boolean; readonly broken?: Break | undefined };

/** Carries out the rehearsal and prints its table. @returns whether every step went as it should */
export async function rehearse({ short, broken }: Options): Promise<boolean> {
  const answering: Answering = { by: undefined };
  const record = recorder(STACK, answering);
  const port = await freePort();
  const functionsReach = await proxyTo(port, record);
  const emulator = await startEmulator(port, functionsReach.url);
  const { step, failed, table } = rehearsal();
  const stage = { emulator, run: commands(emulator, broken), step, answering, record };
  try {
    if ((await firstDeployment(stage, short)) && !short) {
      await lifeOfOne(stage);
      await lifeOfTwo(stage);
    }
  } finally {
    functionsReach.close();
    await emulator.stop();
  }
  console.log(`\n${table()}\n\n${limits}`);
  return failed() === 0;
}

const limits = `What the emulator cannot do, and so was not seen:
- replicas: its CloudFormation ignores them, with their deletion protection, point-in-time recovery and time to live.
  The rehearsal adds them to the tables itself, and they are written at once;
- alarms with metric math (-c alarms), throttling, log retention, X-Ray (-c tracing), arm64, memory limits, real time outs;
- TLS: it is asked over plain HTTP, which the policy of CDK's bucket denies, so that policy is taken away first;
- two regions' roles at once: its CloudFormation gives both stacks' roles the same names, so home is asked before the
  second region is added;
- rights of CloudFormation's own role: CDK gives it AdministratorAccess.`;
