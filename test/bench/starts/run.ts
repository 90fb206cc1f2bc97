import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bundleOptions, entryOf } from '../../../infra/bundle.ts';
import { engineEnvironment } from '../../support/engine.ts';
import { aFolder, bundleInto } from '../bundling.ts';
import { events } from '../handlers/events.ts';
import { median } from '../numbers.ts';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { startStub } from '../stub/start-stub.ts';

/** How often the first request of a process may take as long as its third. */
const BOUND = 2;

const REQUESTS = 3;
const options = readBenchOptions();
const processes = options.full ? 31 : 11;

// How long the first requests of a fresh process take, on a store that answers at once: medians of many processes.
const folder = await aFolder();
const stub = await startStub();
try {
  const results: Record<string, { readonly milliseconds: readonly number[]; readonly ratio: number }> = {};
  for (const name of ['send-message', 'fetch-messages'] as const) {
    const { file } = await bundleInto(folder.path, entryOf(name), name, bundleOptions);
    const runs: number[][] = [];
    for (let run = 0; run < processes; run++) runs.push(await firstRequests(file, name));

    const milliseconds = Array.from({ length: REQUESTS }, (_, index) => median(runs.map((times) => times[index] ?? 0)));
    const ratio = median(runs.map(([first = 0, , third = 0]) => first / third));
    results[name] = { milliseconds, ratio };
    const times = milliseconds.map((time) => `${time.toFixed(1)} ms`).join(', ');
    console.log(
      `${name}: the first requests of a process take ${times}; the first is ${ratio.toFixed(2)} times the third`,
    );
    if (ratio > BOUND) console.log(`${name} is over its bound of ${BOUND}.`);
  }
  await writeResults(options.results, 'starts', results);
} finally {
  await stub.stop();
  await folder.remove();
}

async function firstRequests(bundle: string, name: keyof typeof events): Promise<number[]> {
  const script = fileURLToPath(new URL('process.js', import.meta.url));
  const child = fork(script, [bundle, JSON.stringify(events[name]), String(REQUESTS)], {
    env: { ...process.env, ...engineEnvironment(stub.endpoint), AWS_LAMBDA_FUNCTION_NAME: name },
  });
  const [[times]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return times;
}
