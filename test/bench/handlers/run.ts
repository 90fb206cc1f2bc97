import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bundleOptions, entryOf } from '../../../infra/bundle.ts';
import { engineEnvironment } from '../../support/engine.ts';
import { aFolder, bundleInto } from '../bundling.ts';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { startStub } from '../stub/start-stub.ts';
import type { HandlerCost, Task } from './measure.ts';

/** By how much a handler's CPU time may exceed that of its bare store calls. */
const bounds = { 'send-message': 1.2, 'fetch-messages': 1.35 } as const;

const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url));

// CPU time of a warm request over that of the same SDK calls alone, on a store that answers at once.
const folder = await aFolder();
const stub = await startStub();
try {
  const { file: bare } = await bundleInto(folder.path, beside('bare-calls.ts'), 'bare', bundleOptions);
  const results: Record<string, HandlerCost> = {};
  for (const name of ['send-message', 'fetch-messages'] as const) {
    const { file: ours } = await bundleInto(folder.path, entryOf(name), name, bundleOptions);
    const cost = await measure({ function: name, ours, bare });
    results[name] = cost;
    const [milliseconds, calls, ratio] = [cost.ours, cost.bare, cost.ratio].map((figure) => figure.toFixed(2));
    console.log(
      `${name}: ${milliseconds} ms of CPU, its bare calls ${calls} ms: ${ratio} times, at most ${bounds[name]}`,
    );
    if (cost.ratio > bounds[name]) console.log(`${name} is over its bound.`);
  }
  await writeResults(readBenchOptions().results, 'handlers', results);
} finally {
  await stub.stop();
  await folder.remove();
}

async function measure(task: Task): Promise<HandlerCost> {
  const child = fork(beside('measure.ts'), { env: { ...process.env, ...engineEnvironment(stub.endpoint) } });
  child.send(task);
  const [cost] = await once(child, 'message');
  return cost;
}
