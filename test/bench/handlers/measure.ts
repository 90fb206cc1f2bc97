import { token } from '../stub/answers.ts';
import { events, text } from './events.ts';

/** What is compared: a function's handler, and its store calls by the SDK alone. */
export type Side = 'ours' | 'bare';

/** What a process is asked to load: bundles, by side. */
export type Task = {
  readonly function: keyof typeof events;
  readonly bundles: Partial<Readonly<Record<Side, string>>>;
};

const REQUESTS = 25;

const context = { getRemainingTimeInMillis: () => 10_000 };

// Loads what it is asked to, then measures whichever side it is told, again and again.
process.once('message', async ({ function: name, bundles }: Task) => {
  const requests = {
    ours: bundles.ours && (await handlerOf(bundles.ours, name)),
    bare: bundles.bare && (await callsOf(bundles.bare, name)),
  };
  process.on('message', async (side: Side) => process.send?.(await cpuOf(requests[side] || (async () => {}))));
  process.send?.('ready');
});
process.on('disconnect', () => process.exit());

async function handlerOf(bundle: string, name: keyof typeof events) {
  const { handler } = await import(bundle);
  return async (): Promise<void> => {
    const { statusCode, body } = await handler(events[name], context);
    if (statusCode >= 300) throw new Error(`${name} answered ${statusCode} ${body}`);
  };
}

async function callsOf(bundle: string, name: keyof typeof events): Promise<() => Promise<void>> {
  const { bareCalls } = await import(bundle);
  const { send, fetch } = bareCalls(token);
  return name === 'send-message' ? () => send(text) : fetch;
}

/** CPU time of one of some requests made one after the other, in milliseconds. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  for (let request = 0; request < REQUESTS; request++) await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / REQUESTS;
}
