import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bundleOptions, entryOf } from '../../../infra/bundle.ts';
import { engineEnvironment } from '../../support/engine.ts';
import { aFolder, bundleInto } from '../bundling.ts';
import { median } from '../numbers.ts';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { startStub } from '../stub/start-stub.ts';
import type { Side, Task } from './measure.ts';
import { type HandlerCost, type Harness, harnesses } from './report.ts';

/** By how much a handler's CPU time may exceed that of its bare store calls. */
const bounds = { 'send-message': 1.05, 'fetch-messages': 1.1 } as const;

const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const options = readBenchOptions();
const rounds = options.full ? 100 : 20;
const WARM_UP_ROUNDS = 24;

// CPU time of a warm request over that of the same SDK calls alone, on a store that answers at once.
const folder = await aFolder();
const stub = await startStub();
try {
  const { file: bare } = await bundleInto(folder.path, beside('bare-calls.ts'), 'bare', bundleOptions);
  const results: Record<string, Record<Harness, HandlerCost>> = {};
  for (const name of ['send-message', 'fetch-messages'] as const) {
    const { file: ours } = await bundleInto(folder.path, entryOf(name), name, bundleOptions);
    const bundles = { ours, bare };
    results[name] = {
      apart: await measure('apart', name, bundles),
      together: await measure('together', name, bundles),
    };
    for (const harness of harnesses) {
      const { ours, bare, ratio } = results[name][harness];
      const times = `${ours.toFixed(2)} ms of CPU, its bare calls ${bare.toFixed(2)} ms`;
      console.log(`${name}, ${harness}: ${times}: ${ratio.toFixed(2)} times, at most ${bounds[name]}`);
      if (ratio > bounds[name]) console.log(`${name} is over its bound.`);
    }
  }
  await writeResults(options.results, 'handlers', results);
} finally {
  await stub.stop();
  await folder.remove();
}

async function measure(harness: Harness, name: Task['function'], bundles: Record<Side, string>): Promise<HandlerCost> {
  const both = harness === 'together' ? await load({ function: name, bundles }) : undefined;
  const processes = {
    ours: both ?? (await load({ function: name, bundles: { ours: bundles.ours } })),
    bare: both ?? (await load({ function: name, bundles: { bare: bundles.bare } })),
  };
  const cpuOf = async (side: Side): Promise<number> => {
    processes[side].send(side);
    const [milliseconds] = await once(processes[side], 'message');
    return milliseconds;
  };

  const costs: HandlerCost[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const [one, other] = round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
    const times = { [one]: await cpuOf(one), [other]: await cpuOf(other) } as Record<Side, number>;
    if (round >= 0) costs.push({ ...times, ratio: times.ours / times.bare });
  }
  for (const child of new Set(Object.values(processes))) child.disconnect();
  const of = (figure: keyof HandlerCost) => median(costs.map((cost) => cost[figure]));
  return { ours: of('ours'), bare: of('bare'), ratio: of('ratio') };
}

/** A process that has loaded some bundles, and measures them when told. */
async function load(task: Task): Promise<ChildProcess> {
  const child = fork(beside('measure.ts'), { env: { ...process.env, ...engineEnvironment(stub.endpoint) } });
  child.send(task);
  await once(child, 'message');
  return child;
}
